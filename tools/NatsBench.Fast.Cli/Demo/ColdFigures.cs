using System.Diagnostics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Demo;

/// <summary>What the first of everything costs in a process that has just begun: most of it is the compiler's.</summary>
/// <param name="Open">Seconds to open the file.</param>
/// <param name="Query">Seconds of the first query.</param>
/// <param name="Scan">Seconds of the first best architecture under a limit.</param>
/// <param name="Accuracy">The query's answer: mean test accuracy of cifar100 after 200 epochs, percent.</param>
/// <param name="Seeds">The answer of each seed.</param>
/// <param name="Best">The scan's answer.</param>
internal sealed record ColdFigures(
    double Open, double Query, double Scan, double? Accuracy, IReadOnlyList<(long Seed, double? Accuracy)> Seeds, BestArchitecture Best)
{
    public const int Architecture = 11;
    public const double MaxFlops = 50;

    /// <summary>Opens a file and asks it for the first time.</summary>
    public static (NatsBenchmark Bench, ColdFigures Figures) Measure(string path)
    {
        long began = Stopwatch.GetTimestamp();
        NatsBenchmark bench = NatsBenchmark.Open(path);
        double open = Lap(ref began);
        Runs runs = bench.Runs(Architecture, Dataset.Cifar100, TrainingSetting.Epochs200);
        double? mean = runs.Mean().Metrics(EvaluationSet.XTest).Accuracy;
        List<(long, double?)> seeds = [];
        foreach (long seed in runs.Seeds)
            seeds.Add((seed, runs.ForSeed(seed).Metrics(EvaluationSet.XTest).Accuracy));
        double query = Lap(ref began);
        BestArchitecture best = bench.FindBest(Dataset.Cifar100, EvaluationSet.XTest, TrainingSetting.Epochs200, maxFlops: MaxFlops)!.Value;
        return (bench, new ColdFigures(open, query, Lap(ref began), mean, seeds, best));
    }

    private static double Lap(ref long began)
    {
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        began = Stopwatch.GetTimestamp();
        return seconds;
    }
}
