using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Training;
using static NatsBench.Fast.OneShot.Published.FigureStatus;

namespace NatsBench.Fast.OneShot.Published;

/// <summary>
/// The nine weight-sharing rows of NATS-Bench's table of results (Dong, Liu, Musial and Gabrys, TPAMI 2021), each figure with how far it is known: they are quoted
/// from papers that reprint the table and from what the authors published beside it, for the table itself was not at hand.
/// </summary>
public static class PublishedTable
{
    private const string SizeSource = "EvoPrompting (arXiv 2302.14838), appendix A.7, table 4, which quotes the paper";
    private const string Remembered = "remembered from the arXiv table, in no source that was found";

    /// <summary>The datasets of the table, in its order.</summary>
    public static IReadOnlyList<Dataset> Datasets { get; } = [Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120];

    /// <summary>The rows, in the paper's order.</summary>
    public static IReadOnlyList<PublishedRow> Rows { get; } =
    [
        Row(OneShotAlgorithm.Rsps, Remembered,
            Pair(87.60, 0.61, 91.05, 0.66, Unconfirmed), Pair(68.27, 0.72, 68.26, 0.96, Unconfirmed), Pair(39.73, 0.34, 40.69, 0.36, Unconfirmed)),
        Row(OneShotAlgorithm.DartsFirstOrder, "no accuracies: those remembered for cifar10 contradict the authors' list of three identical cells; the indices are the authors' (README of NATS-Bench)",
            Finals(1835, 1835, 1835), Finals(3521, 3521, 12830), Finals(12686, 12686, 4771)),
        Row(OneShotAlgorithm.DartsSecondOrder, "no accuracies: those remembered for cifar10 contradict the authors' list of three identical cells; the indices are the authors' (README of NATS-Bench; one on ImageNet16-120)",
            Finals(1835, 1835, 1835), Finals(12669, 561, 2057), Finals(1728)),
        Row(OneShotAlgorithm.Gdas, $"{Remembered}; the indices are the authors' (README of NATS-Bench), and three equal ones confirm the deviation of 0 on ImageNet16-120",
            Pair(89.68, 0.72, 93.23, 0.58, Unconfirmed, 3928, 138, 6168), Pair(68.35, 2.71, 68.17, 2.50, Unconfirmed, 12218, 3203, 12940),
            Pair(39.55, 0.00, 39.40, 0.00, Unconfirmed, 6960, 6960, 6960)),
        Row(OneShotAlgorithm.Setn, Remembered,
            Pair(90.00, 0.97, 92.72, 0.73, Unconfirmed), Pair(69.19, 1.42, 69.36, 1.72, Unconfirmed), Pair(39.77, 0.33, 39.51, 0.33, Unconfirmed)),
        Row(OneShotAlgorithm.Enas, "RZ-NAS, table 2, prints this row under another method's name; on cifar10 and ImageNet16-120 it is cell 1462 (all 3x3) as the authors' notebook has it",
            Pair(90.20, 0.00, 93.76, 0.00, Corroborated), Pair(70.21, 0.71, 70.67, 0.62, Corroborated), Pair(40.78, 0.00, 41.44, 0.00, Corroborated)),
        Size(OneShotAlgorithm.ChannelInterpolation, Pair(90.71, 0.00, 93.40, 0.00, Confirmed), Pair(70.30, 0.00, 70.72, 0.00, Confirmed), Pair(44.73, 0.00, 47.17, 0.00, Confirmed)),
        Size(OneShotAlgorithm.MaskGumbel, Pair(90.41, 0.10, 93.14, 0.13, Confirmed), Pair(70.30, 0.00, 70.72, 0.00, Confirmed), Pair(45.71, 0.39, 46.38, 0.27, Confirmed)),
        Size(OneShotAlgorithm.MaskSampling, Pair(89.73, 0.37, 92.78, 0.30, Confirmed), Pair(69.67, 0.22, 70.11, 0.33, Confirmed), Pair(44.70, 0.60, 45.11, 0.76, Confirmed)),
    ];

    private static PublishedRow Size(OneShotAlgorithm algorithm, params PublishedPair[] pairs) => Row(algorithm, SizeSource, pairs);

    private static PublishedRow Row(OneShotAlgorithm algorithm, string note, params PublishedPair[] pairs) =>
        new(algorithm, Datasets.Zip(pairs).ToDictionary(pair => pair.First, pair => pair.Second), note);

    private static PublishedPair Pair(double valid, double validDeviation, double test, double testDeviation, FigureStatus status, params int[] finals) =>
        new(new PublishedFigure(valid, validDeviation, status), new PublishedFigure(test, testDeviation, status), finals);

    private static PublishedPair Finals(params int[] indices) => new(PublishedFigure.Absent, PublishedFigure.Absent, indices);
}
