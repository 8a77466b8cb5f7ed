using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Tests.Support;

/// <summary>Runs that were made up: entries from test accuracies alone.</summary>
internal static class MadeRuns
{
    public static RunEntry Entry(string algorithm, double[] test, string? world = "one", Dataset? dataset = null, string parameters = "", string? benchmark = null) => new(
        algorithm, parameters, dataset ?? Dataset.Cifar10, dataset ?? Dataset.Cifar10, null,
        [.. test.Select((accuracy, number) => new RunTrial(number, 0, accuracy - 3, accuracy, 100 - accuracy, double.NaN, 0))],
        new RunProvenance("made up", RunFormat.Csv, "", world is null ? TrialPairing.Independent : TrialPairing.CommonRandomNumbers, "said so", RunClock.Absent)
        {
            World = world,
            Benchmark = benchmark,
        });

    /// <summary>Accuracies around 90, the same for the same seed.</summary>
    public static double[] Accuracies(ulong seed, int count, double shift = 0)
    {
        double[] accuracies = new double[count];
        for (int i = 0; i < count; i++)
            accuracies[i] = 90 + shift + (SplitMix64.At(seed, (ulong)i) >> 40) / (double)(1 << 24);
        return accuracies;
    }
}
