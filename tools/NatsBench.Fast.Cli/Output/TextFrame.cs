using System.Globalization;

namespace NatsBench.Fast.Cli.Output;

/// <summary>A picture of characters within its axes, the same in any terminal, file or colour.</summary>
internal static class TextFrame
{
    /// <summary>Columns and rows of the picture itself.</summary>
    public const int Width = 60, Height = 14;

    /// <summary>An empty picture.</summary>
    public static char[][] Rows() => [.. Enumerable.Range(0, Height).Select(_ => Enumerable.Repeat(' ', Width).ToArray())];

    /// <summary>The picture with its axes.</summary>
    /// <param name="rows">Its rows, from the top.</param>
    /// <param name="top">The value of the first row.</param>
    /// <param name="step">How much lower each next row is.</param>
    /// <param name="from">Left end of the axis, as text.</param>
    /// <param name="to">Right end of the axis, as text.</param>
    /// <param name="format">How the values of rows are written.</param>
    public static IEnumerable<string> Lines(char[][] rows, double top, double step, string from, string to, string format = "0.00")
    {
        string[] labels = [.. rows.Select((_, row) => (top - row * step).ToString(format, CultureInfo.InvariantCulture))];
        int margin = int.Max(7, labels.Max(label => label.Length));
        for (int row = 0; row < rows.Length; row++)
            yield return $"{labels[row].PadLeft(margin)} |{new string(rows[row])}".TrimEnd();
        yield return new string(' ', margin + 1) + '+' + new string('-', Width);
        yield return new string(' ', margin + 2) + from + to.PadLeft(int.Max(to.Length + 1, Width - from.Length));
    }
}
