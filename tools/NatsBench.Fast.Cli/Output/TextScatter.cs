using System.Globalization;

namespace NatsBench.Fast.Cli.Output;

/// <summary>Points as characters: the more there are in a place, the fuller.</summary>
internal static class TextScatter
{
    // 1, up to 4, up to 16, and more.
    private const string Shades = ".:+#";
    private const char Marked = 'o';

    /// <summary>Draws points.</summary>
    /// <param name="x">Where each lies across.</param>
    /// <param name="y">How high each lies.</param>
    /// <param name="xLabel">What lies across.</param>
    /// <param name="isMarked">Which points are drawn as o, whatever else is there; null for none.</param>
    /// <returns>Lines; none where fewer than two points have two finite numbers.</returns>
    public static IEnumerable<string> Draw(double[] x, double[] y, string xLabel, Func<int, bool>? isMarked = null)
    {
        int[] drawn = [.. Enumerable.Range(0, x.Length).Where(i => double.IsFinite(x[i]) && double.IsFinite(y[i]))];
        if (drawn.Length < 2)
            return [];
        double left = drawn.Min(i => x[i]), right = drawn.Max(i => x[i]), bottom = drawn.Min(i => y[i]), top = drawn.Max(i => y[i]);
        int[,] counts = new int[TextFrame.Height, TextFrame.Width];
        char[][] rows = TextFrame.Rows();
        foreach (int i in drawn)
            counts[Place(top, bottom, y[i], TextFrame.Height), Place(left, right, x[i], TextFrame.Width)]++;
        for (int row = 0; row < TextFrame.Height; row++)
            for (int column = 0; column < TextFrame.Width; column++)
                if (counts[row, column] > 0)
                    rows[row][column] = Shades[int.Min(Shades.Length - 1, (int)Math.Ceiling(Math.Log(counts[row, column], 4)))];
        foreach (int i in drawn.Where(i => isMarked?.Invoke(i) ?? false))
            rows[Place(top, bottom, y[i], TextFrame.Height)][Place(left, right, x[i], TextFrame.Width)] = Marked;
        return TextFrame.Lines(rows, top, (top - bottom) / (TextFrame.Height - 1), Text(left), $"{xLabel}  {Text(right)}", "G5");
    }

    private static int Place(double from, double to, double value, int places) =>
        from == to ? 0 : int.Clamp((int)Math.Round((value - from) / (to - from) * (places - 1)), 0, places - 1);

    private static string Text(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
