using NatsBench.Fast.Model;
using NatsBench.Fast.Synthesis.Measures;
using NatsBench.Fast.Synthesis.Noise;

namespace NatsBench.Fast.Synthesis.Spaces;

/// <summary>
/// Costs of a network of the size space. Parameters and multiply-adds are exact; times are those that a single epoch could
/// have taken, different on each dataset, and differences of a clock that counts in steps of 2^-22 s, as Python's does today.
/// </summary>
internal static class SizeCosts
{
    private const double ClockStep = 1.0 / (1 << 22);

    /// <summary>The costs on each of <see cref="TrainingSet.All"/>.</summary>
    public static TrialCost[] Of(SizeNetwork network, NoiseKey noise)
    {
        TrialCost[] costs = [.. TrainingSet.All.Select(set => Of(network, set, noise.With(set.Number)))];
        // The official archive reads cifar10's latency off cifar10-valid's passes.
        costs[TrainingSet.Cifar10.Number] = costs[TrainingSet.Cifar10.Number] with { Latency = costs[TrainingSet.Cifar10Valid.Number].Latency };
        return costs;
    }

    private static TrialCost Of(SizeNetwork network, TrainingSet set, NoiseKey noise)
    {
        NetworkCost cost = NetworkCost.Of(network, set.Classes, set.ImageSide);
        double flops = cost.MultiplyAddsInMillions;
        double train = set.Train.Images * (set.ImageSide == 32 ? 1.05e-4 : 7e-5) * (1 + 0.011 * flops) * (1 + 0.07 * noise.Normal(0));
        double[] evaluations = [.. set.Evaluations.Select((evaluation, place) =>
            OnTheClock((0.12 + evaluation.Images * (5e-5 + 3e-7 * flops)) * (1 + 0.07 * noise.Normal(place + 1))))];
        // Seconds a batch, averaged over the evaluation sets.
        double latency = 0;
        for (int place = 0; place < evaluations.Length; place++)
            latency += evaluations[place] / set.Evaluations[place].Batches;
        return new TrialCost(cost, OnTheClock(train), evaluations, latency / evaluations.Length);
    }

    private static double OnTheClock(double seconds) => Math.Floor(seconds / ClockStep) * ClockStep;
}
