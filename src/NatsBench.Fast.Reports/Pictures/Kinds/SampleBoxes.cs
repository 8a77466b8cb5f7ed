using NatsBench.Fast.Reports.Pictures.Layers;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Reports.Pictures.Kinds;

/// <summary>
/// Box plots of samples, one above the other: quartiles and median (type 7), whiskers to the furthest values within one and a half times the box
/// (Tukey), each value beyond as a point, the mean as the series' mark.
/// </summary>
public static class SampleBoxes
{
    private const double Half = 0.28, Reach = 1.5;

    /// <summary>The picture.</summary>
    /// <param name="name">The name of its files.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="axis">The axis of the values.</param>
    /// <param name="samples">Names and values, from the top down; values that are not finite are left out.</param>
    /// <param name="series">The numbers of their inks; null for their places.</param>
    public static Picture Of(string name, string title, PictureAxis axis, IReadOnlyList<(string Name, IReadOnlyList<double> Values)> samples, IReadOnlyList<int>? series = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        List<Layer> layers = [];
        List<string> words = [];
        for (int i = 0; i < samples.Count; i++)
            if (samples[i].Values.Where(double.IsFinite).Order().ToArray() is { Length: > 0 } ordered)
                words.Add($"{samples[i].Name} {Add(layers, Ink.Series(series?[i] ?? i), samples.Count - 1 - i, ordered)}");
            else
                words.Add($"{samples[i].Name} without values");
        return new Picture(
            name, title, $"Box plots of {samples.Count} samples; {axis?.Label}. {string.Join("; ", words)}.", axis!,
            new PictureAxis("") { Names = [.. samples.Select(sample => sample.Name).Reverse()] }, layers)
        {
            PlotHeight = 70 + (44 * samples.Count),
        };
    }

    private static string Add(List<Layer> layers, Ink ink, double at, double[] ordered)
    {
        double low = new Quantile(0.25).OfOrdered(ordered), middle = Quantile.Median.OfOrdered(ordered), high = new Quantile(0.75).OfOrdered(ordered);
        double reach = Reach * (high - low);
        double[] beyond = [.. ordered.Where(value => value < low - reach || value > high + reach)];
        double least = ordered.First(value => value >= low - reach), greatest = ordered.Last(value => value <= high + reach);
        layers.Add(new SegmentLayer(ink, (least, at), (double.Max(least, low), at)));
        layers.Add(new SegmentLayer(ink, (double.Min(greatest, high), at), (greatest, at)));
        layers.Add(new SegmentLayer(ink, (least, at - (Half / 2)), (least, at + (Half / 2))));
        layers.Add(new SegmentLayer(ink, (greatest, at - (Half / 2)), (greatest, at + (Half / 2))));
        layers.Add(AreaLayer.Rectangle(ink, low, high, at - Half, at + Half) with { HasEdge = true });
        layers.Add(new SegmentLayer(ink, (middle, at - Half), (middle, at + Half)) { Width = 3 });
        if (beyond.Length > 0)
            layers.Add(new PointLayer(ink, beyond, [.. beyond.Select(_ => at)]));
        double mean = ordered.Average();
        layers.Add(new PointLayer(ink, [mean], [at]));
        return $"median {Words.Number(middle)}, quartiles {Words.Number(low)} and {Words.Number(high)}, mean {Words.Number(mean)}";
    }
}
