using NatsBench.Fast.Reports.Pictures.Layers;

namespace NatsBench.Fast.Reports.Pictures.Kinds;

/// <summary>A line of a picture of curves.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">Places.</param>
/// <param name="Y">Values; NaN where there is none.</param>
public sealed record Curve(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>The lower edge of its band and the upper one; null without a band.</summary>
    public (IReadOnlyList<double> Low, IReadOnlyList<double> High)? Band { get; init; }

    /// <summary>Whether a value holds until the next place.</summary>
    public bool IsStep { get; init; }

    /// <summary>Whether it is what others are held against, and not one of them.</summary>
    public bool IsReference { get; init; }

    /// <summary>The number of its ink; null for its place among the curves that are no references.</summary>
    public int? Series { get; init; }

    /// <summary>Curves as layers, references first.</summary>
    /// <param name="curves">The curves.</param>
    public static IReadOnlyList<Layer> Layers(IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        List<Layer> references = [], series = [];
        foreach (Curve curve in curves)
            (curve.IsReference ? references : series).Add(
                new LineLayer(curve.IsReference ? Ink.Muted : Ink.Series(curve.Series ?? series.Count), curve.X, curve.Y)
                {
                    Name = curve.Name,
                    Band = curve.Band,
                    IsStep = curve.IsStep,
                    HasMarks = !curve.IsReference,
                });
        return [.. references, .. series];
    }

    /// <summary>What the curves come to, for those who do not see them: the last value of each.</summary>
    /// <param name="curves">The curves.</param>
    public static string Ends(IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        return $"At the right end: {string.Join("; ", curves.Select(curve => $"{curve.Name} {Words.Number(curve.Y.LastOrDefault(double.IsFinite, double.NaN))}"))}.";
    }
}
