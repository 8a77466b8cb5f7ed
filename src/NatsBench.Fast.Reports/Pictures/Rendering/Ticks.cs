using System.Globalization;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>Where an axis has its ticks, and what stands there.</summary>
/// <param name="Major">Places with their texts.</param>
/// <param name="Minor">Places without.</param>
internal sealed record Ticks(IReadOnlyList<(double At, string Text)> Major, IReadOnlyList<double> Minor)
{
    private const int MostDigits = 12;

    /// <summary>Ticks at whole multiples of 1, 2 or 5 times a power of ten.</summary>
    /// <param name="least">Where the axis begins.</param>
    /// <param name="greatest">Where it ends.</param>
    /// <param name="count">About how many there should be.</param>
    public static Ticks Linear(double least, double greatest, int count)
    {
        double rough = (greatest - least) / count, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
        int digits = int.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, MostDigits);
        List<(double, string)> major = [];
        for (double i = Math.Ceiling((least / step) - 1e-9); i <= (greatest / step) + 1e-9; i++)
            major.Add((i * step, Text(i * step, digits)));
        return new(major, []);
    }

    /// <summary>Ticks at powers of ten, or at 1, 2 and 5 times them where there are few; minor ones between.</summary>
    /// <param name="least">Where the axis begins, above 0.</param>
    /// <param name="greatest">Where it ends.</param>
    public static Ticks Logarithmic(double least, double greatest)
    {
        (int first, int last) = ((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(greatest)));
        double[] all = [.. Enumerable.Range(first, last - first + 1).SelectMany(power => Enumerable.Range(1, 9).Select(i => i * Math.Pow(10, power)))
            .Where(at => at >= least * (1 - 1e-9) && at <= greatest * (1 + 1e-9))];
        double decades = Math.Log10(greatest / least);
        Func<double, bool> isMajor = decades >= 3 ? at => Leading(at) == 1 : decades >= 0.6 ? at => Leading(at) is 1 or 2 or 5 : _ => true;
        double[] major = [.. all.Where(isMajor)];
        if (major.Length < 2)
            return Linear(least, greatest, 5);
        return new([.. major.Select(at => (at, Text(at)))], [.. all.Except(major)]);
    }

    // 1 to 9.
    private static int Leading(double at) => (int)Math.Round(at / Math.Pow(10, Math.Floor(Math.Log10(at) + 1e-9)));

    private static string Text(double at, int digits) => at.ToString($"N{digits}", CultureInfo.InvariantCulture).Replace('-', '−') is var text && text.Trim('−', '0', '.') is ""
        ? text.TrimStart('−')
        : text;

    private static string Text(double at) => at is >= 1e-3 and < 1e6
        ? at.ToString("#,0.###", CultureInfo.InvariantCulture)
        : at.ToString("0E0", CultureInfo.InvariantCulture).Replace("E", " × 10^", StringComparison.Ordinal).Replace("1 × ", "", StringComparison.Ordinal);
}
