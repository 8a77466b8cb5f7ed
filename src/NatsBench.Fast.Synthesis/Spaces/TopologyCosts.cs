using NatsBench.Fast.Model;
using NatsBench.Fast.Synthesis.Measures;
using NatsBench.Fast.Synthesis.Noise;

namespace NatsBench.Fast.Synthesis.Spaces;

/// <summary>
/// Costs of a topology cell. Parameters and multiply-adds are exact; times are pseudo times as in the official archive: one
/// epoch's time of cifar10-valid scaled by the number of images, one time an evaluated image. The seconds of each
/// operation are fitted to three published cells.
/// </summary>
internal static class TopologyCosts
{
    // cifar10 and cifar100 have exactly twice the images of cifar10-valid, ImageNet16-120 6.068 times as many.
    private const double CifarRatio = 2, ImageNetRatio = 6.068;

    /// <summary>The costs on each of <see cref="TrainingSet.All"/>.</summary>
    public static TrialCost[] Of(TopologyCell cell, NoiseKey noise)
    {
        double epoch = 3.9 + 0.15 * cell.CountOf(CellOperation.SkipConnect) + 0.9 * cell.CountOf(CellOperation.NorConv1x1)
            + 2.2 * cell.CountOf(CellOperation.NorConv3x3) + 0.6 * cell.CountOf(CellOperation.AvgPool3x3);
        epoch *= 1 + 0.02 * noise.Normal(0);
        double image = (4.5e-5 + 0.26 * epoch / TrainingSet.Cifar10Valid.Train.Images) * (1 + 0.02 * noise.Normal(1));
        double latency = 0.0105 + 0.0009 * (TopologyCell.EdgeCount - cell.CountOf(CellOperation.None));
        double[] latencies = [.. Enumerable.Range(2, 4).Select(number => latency * (1 + 0.05 * noise.Normal(number)))];
        // As in the official archive, where both hold the mean of the two.
        latencies[1] = latencies[0];

        return [.. TrainingSet.All.Select(set => new TrialCost(
            NetworkCost.Of(cell, set.Classes, set.ImageSide),
            set.Number switch { 0 => epoch, 3 => epoch * ImageNetRatio, _ => epoch * CifarRatio },
            [.. set.Evaluations.Select(evaluation => image * evaluation.Images)],
            latencies[set.Number]))];
    }
}
