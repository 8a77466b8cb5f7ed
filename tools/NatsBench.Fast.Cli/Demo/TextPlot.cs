using NatsBench.Fast.Cli.Output;

namespace NatsBench.Fast.Cli.Demo;

/// <summary>Curves drawn with letters.</summary>
internal static class TextPlot
{
    /// <summary>Columns of the picture itself, one for each point of a curve.</summary>
    public const int Width = TextFrame.Width;

    // Where curves meet.
    private const char Several = '*';

    /// <summary>Draws curves.</summary>
    /// <param name="curves">Each by the letter that draws it; of <see cref="Width"/> points.</param>
    /// <param name="from">Left end of the axis, as text.</param>
    /// <param name="to">Right end of the axis, as text.</param>
    public static IEnumerable<string> Draw(IReadOnlyList<(char Mark, double[] Points)> curves, string from, string to)
    {
        double least = curves.Min(curve => curve.Points.Min()), most = curves.Max(curve => curve.Points.Max());
        double step = most > least ? (most - least) / (TextFrame.Height - 1) : 1;
        char[][] rows = TextFrame.Rows();
        foreach ((char mark, double[] points) in curves)
            for (int x = 0; x < Width; x++)
            {
                ref char cell = ref rows[(int)Math.Round((most - points[x]) / step)][x];
                cell = cell == ' ' ? mark : Several;
            }
        return TextFrame.Lines(rows, most, step, from, to);
    }
}
