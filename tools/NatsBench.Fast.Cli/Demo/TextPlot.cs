using System.Globalization;

namespace NatsBench.Fast.Cli.Demo;

/// <summary>Curves drawn with letters: 72 columns wide, the same in any terminal, file or colour.</summary>
internal static class TextPlot
{
    /// <summary>Columns of the picture itself, one for each point of a curve.</summary>
    public const int Width = 60;

    private const int Height = 14;

    // Where curves meet.
    private const char Several = '*';

    /// <summary>Draws curves.</summary>
    /// <param name="curves">Each by the letter that draws it; of <see cref="Width"/> points.</param>
    /// <param name="from">Left end of the axis, as text.</param>
    /// <param name="to">Right end of the axis, as text.</param>
    public static IEnumerable<string> Draw(IReadOnlyList<(char Mark, double[] Points)> curves, string from, string to)
    {
        double least = curves.Min(curve => curve.Points.Min()), most = curves.Max(curve => curve.Points.Max());
        double step = most > least ? (most - least) / (Height - 1) : 1;
        char[][] rows = [.. Enumerable.Range(0, Height).Select(_ => Enumerable.Repeat(' ', Width).ToArray())];
        foreach ((char mark, double[] points) in curves)
            for (int x = 0; x < Width; x++)
            {
                ref char cell = ref rows[(int)Math.Round((most - points[x]) / step)][x];
                cell = cell == ' ' ? mark : Several;
            }
        for (int row = 0; row < Height; row++)
            yield return string.Create(CultureInfo.InvariantCulture, $"{most - row * step,7:0.00} |{new string(rows[row])}").TrimEnd();
        yield return new string(' ', 8) + '+' + new string('-', Width);
        yield return new string(' ', 9) + from + to.PadLeft(Width - from.Length);
    }
}
