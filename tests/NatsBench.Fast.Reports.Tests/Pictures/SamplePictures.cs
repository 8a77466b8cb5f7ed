using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Kinds;
using NatsBench.Fast.Reports.Pictures.Layers;

namespace NatsBench.Fast.Reports.Tests.Pictures;

/// <summary>A picture of each kind.</summary>
internal static class SamplePictures
{
    private static readonly string[] Algorithms = ["random", "rea", "reinforce", "bohb"];

    public static IReadOnlyList<Picture> All { get; } =
    [
        Curves(), Boxes(), Intervals(), Differences(), Grid(), Bars(), Points("points", 100), Points("topology", 15_625), Points("size", 32_768),
    ];

    public static Picture Curves() => new(
        "anytime", "Test accuracy over simulated time", "Four curves that rise.", new PictureAxis("simulated time (s)") { IsLogarithmic = true }, new PictureAxis("test accuracy (%)"),
        [
            .. Curve.Layers(
            [
                .. Algorithms.Select((name, i) => Rising(name, i)),
                new Curve("exact expectation", [100, 1000, 20_000], [92.5, 93.5, 94.1]) { IsReference = true },
            ]),
            new RuleLayer(Ink.Text, 94.37, IsHorizontal: true) { Name = "exact best", MustBeSeen = true },
        ])
    {
        Synthetic = "model 1",
        Footnote = "Bands: 95 % percentile intervals of the mean.",
    };

    public static Picture Boxes() => SampleBoxes.Of("finals", "Final test accuracy", new PictureAxis("test accuracy (%)"), [("random", Sample(1)), ("rea", Sample(2)), ("none", [])]);

    public static Picture Intervals() => IntervalList.Of(
        "improvement", "Probability of improvement", new PictureAxis("probability"), [("rea > random", 0.8, 0.75, 0.84), ("bohb > rea", 0.4, double.NaN, double.NaN)], reference: 0.5);

    public static Picture Differences() => CriticalDifferences.Of(
        "ranks", "Average ranks", Algorithms, [3.2, 1.4, 2.6, 2.8], 0.7, [[2, 3], [3, 0]]);

    public static Picture Grid() => NumberGrid.Of("tau", "Kendall τ-b", ["C10", "C100"], ["C10", "C100"], [[1, 0.86], [-0.3, double.NaN]]);

    public static Picture Bars() => Histogram.Of("histogram", "Test accuracy", new PictureAxis("test accuracy (%)"), "architectures", [80, 85, 90, 95], [10, 4000, 11_615]);

    public static Picture Points(string name, int count) => new(
        name, $"{count} architectures", "A cloud.", new PictureAxis("FLOPs (M)") { IsLogarithmic = true }, new PictureAxis("test accuracy (%)"),
        [new PointLayer(Ink.Series(0), Sample(3, count, 100, 40), Sample(4, count))]);

    private static Curve Rising(string name, int number)
    {
        double[] x = [.. Enumerable.Range(0, 150).Select(i => i * 20_000 / 150.0)];
        double[] y = [.. x.Select(time => 94.3 - ((1 + (0.2 * number)) * Math.Exp(-time / 4000)))];
        return new Curve(name, x, y) { Band = ([.. y.Select(value => value - 0.1)], [.. y.Select(value => value + 0.1)]), IsStep = number == 1 };
    }

    private static double[] Sample(int seed, int count = 200, double centre = 93, double width = 1)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => centre + (width * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5)))];
    }
}
