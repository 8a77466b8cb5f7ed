using NatsBench.Fast.Reports.Pictures.Layers;

namespace NatsBench.Fast.Reports.Pictures.Kinds;

/// <summary>A list of values with their intervals, one above the other, such as the probability of improvement of each pair.</summary>
public static class IntervalList
{
    /// <summary>The picture.</summary>
    /// <param name="name">The name of its files.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="axis">The axis of the values.</param>
    /// <param name="rows">Names, values and intervals, from the top down; a value that is not finite is a gap, ends that are not finite are no interval.</param>
    /// <param name="reference">Where there is no difference: a line across; null for none.</param>
    public static Picture Of(
        string name, string title, PictureAxis axis, IReadOnlyList<(string Name, double Value, double Low, double High)> rows, double? reference = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        List<Layer> layers = [];
        if (reference is { } rule)
            layers.Add(new RuleLayer(Ink.Muted, rule, IsHorizontal: false) { MustBeSeen = true });
        layers.Add(new IntervalLayer(
            Ink.Series(0), [.. rows.Select((_, i) => (double)(rows.Count - 1 - i))], [.. rows.Select(row => row.Value)], [.. rows.Select(row => row.Low)],
            [.. rows.Select(row => row.High)])
        {
            IsHorizontal = true,
        });
        IEnumerable<string> words = rows.Select(row =>
            $"{row.Name} {Words.Number(row.Value)}{(double.IsFinite(row.Low) && double.IsFinite(row.High) ? $" ({Words.Number(row.Low)} to {Words.Number(row.High)})" : "")}");
        return new Picture(
            name, title, $"{rows.Count} values with intervals; {axis?.Label}. {string.Join("; ", words)}.", axis!,
            new PictureAxis("") { Names = [.. rows.Select(row => row.Name).Reverse()] }, layers)
        {
            PlotHeight = 70 + (30 * rows.Count),
        };
    }
}
