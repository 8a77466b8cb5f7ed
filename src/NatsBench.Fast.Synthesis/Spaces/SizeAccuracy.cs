using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Synthesis.Measures;
using NatsBench.Fast.Synthesis.Noise;

namespace NatsBench.Fast.Synthesis.Spaces;

/// <summary>
/// Final accuracies of a network of the size space. Its error on CIFAR-10 after 90 epochs is
/// <c>5.98 + 14.23 · (Σ w_l · (8 / c_l)^0.24)^5.45</c> percent for widths c_l: a power law that saturates, each layer with its own weight, fitted to
/// the published mean, deviation, quantiles, rank correlation with parameters and single networks. All other figures are read off
/// that error, between four networks whose figures were published.
/// </summary>
internal sealed class SizeAccuracy
{
    private const double Floor = 5.98, Scale = 14.23, LayerPower = 0.24, Power = 5.45;

    // What the power law leaves unexplained, percent of error.
    private const double Residual = 0.2;

    // Errors of 64:64:64:64:64, 8:8:40:32:40, 8:8:8:16:32 and 8:8:8:8:8: the points of the tables below.
    private static readonly double[] Knots = [6.6, 10.49, 14.23, 20.21];
    private static readonly double[] LayerWeights = [0.197, 0.159, 0.251, 0.179, 0.214];
    private static readonly double[] LayerTerms = [.. Enumerable.Range(1, 8).Select(width => Elementary.Pow(1.0 / width, LayerPower))];

    // By setting: accuracy on each set at the knots, cifar10-valid's two, cifar10's one, x-valid and x-test of the others.
    private static readonly double[][][] Tables =
    [
        [[45, 36, 30, 28], [45, 36, 30, 28], [55, 50, 47.2, 39.6], [16, 12, 10.3, 5.2], [16, 12, 10.6, 5.4], [11, 8.5, 6.9, 5], [11, 8.5, 7, 4.6]],
        [[83.9, 78.8, 74.2, 66.6], [83.7, 78.5, 73.9, 66.2], [88, 84, 80.1, 72.2], [60, 49.5, 42.7, 25.3], [60, 49.3, 42.3, 24.3], [38.3, 27, 20.7, 13.9], [38.6, 26.7, 20.4, 12.8]],
        [[90.71, 86.8, 83.72, 76.89], [90.4, 86.5, 83.35, 76.51], [93.4, 89.51, 85.77, 79.79], [70.3, 62.78, 54.46, 32.24], [70.72, 62.7, 53.68, 32.3], [44.73, 33.33, 25.67, 16.6], [47.17, 32.77, 25.47, 15.53]],
    ];

    // By setting and dataset: spread of seeds, percent.
    private static readonly double[][] SeedDeviations = [[2, 2, 0.8, 0.4], [0.6, 0.5, 0.8, 0.6], [0.12, 0.12, 0.25, 0.3]];

    private readonly double _error;
    private readonly NoiseKey _network;

    public SizeAccuracy(SizeNetwork network, NoiseKey noise)
    {
        double sum = 0;
        for (int layer = 0; layer < SizeNetwork.LayerCount; layer++)
            sum += LayerWeights[layer] * LayerTerms[network[layer] / 8 - 1];
        // The smallest network is the published worst one: its noise does not count.
        double noiseShare = network.Code == 0 ? 0 : Residual;
        _error = Floor + Scale * Elementary.Pow(sum, Power) + noiseShare * noise.Normal(0);
        _network = noise;
    }

    /// <summary>The final accuracies of a trial on the sets of <see cref="TrainingSet.Evaluations"/>, percent.</summary>
    /// <param name="setting">1, 12 or 90 epochs.</param>
    /// <param name="set">What it is trained on.</param>
    /// <param name="trial">Key of the trial's noise.</param>
    public double[] Finals(SettingPlan setting, TrainingSet set, NoiseKey trial)
    {
        double[][] tables = Tables[setting.Number];
        int firstColumn = set.Number switch { 0 => 0, 1 => 2, 2 => 3, _ => 5 };
        double error = _error + Residual / 2 * _network.With(setting.Number).Normal(1);
        double deviation = SeedDeviations[setting.Number][set.Number];
        double[] finals = new double[set.Evaluations.Count];
        for (int i = 0; i < Math.Min(finals.Length, 2); i++)
        {
            double noise = 0.9 * trial.Normal(0) + 0.44 * trial.Normal(i + 1);
            finals[i] = Math.Max(set.Chance, Read(tables[firstColumn + i], error) + deviation * noise);
        }
        if (finals.Length == 3)
            finals[2] = (finals[0] + finals[1]) / 2;
        return finals;
    }

    private static double Read(double[] table, double error)
    {
        int piece = 0;
        while (piece < Knots.Length - 2 && error > Knots[piece + 1])
            piece++;
        return table[piece] + (table[piece + 1] - table[piece]) * (error - Knots[piece]) / (Knots[piece + 1] - Knots[piece]);
    }
}
