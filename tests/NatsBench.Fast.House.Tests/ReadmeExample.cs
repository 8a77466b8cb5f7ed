using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.House.Tests;

/// <summary>The example of README.md, compiled and run by a test.</summary>
internal static class ReadmeExample
{
    public static void Run(string path, TextWriter output)
    {
        // example: begin
        using NatsBenchmark bench = NatsBenchmark.Open(path);
        int index = bench.IndexOf("|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_3x3~2|");

        Runs runs = bench.Runs(index, Dataset.Cifar100, TrainingSetting.Epochs200);
        output.WriteLine($"test accuracy {runs.Mean().Metrics(EvaluationSet.XTest).Accuracy:F2} % over {runs.Count} seeds");
        output.WriteLine($"{runs.Cost().Flops:F1} M multiply-adds, {runs.Latency() * 1000:F1} ms");

        SimulatedClock clock = new();
        SimulatedTraining training = bench.SimulateTrainEval(index, Dataset.Cifar10, TrainingSetting.Epochs12, new Random(1), clock);
        output.WriteLine($"validation {training.Accuracy:F2} % after {clock.Seconds:F0} simulated seconds");
        // example: end

        // views: begin
        SimulationView search = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12);   // bound once
        SplitMix64 random = new(seed: 1);
        TrainingOutcome outcome = search.Train(index, random.NextUInt32());                    // a few nanoseconds

        TableView table = bench.Table(Dataset.Cifar100, TrainingSetting.Epochs200);
        Candidate? best = Scan.Best(table.Accuracy(EvaluationSet.XValid), Limits.AtMost(table.Costs.Flops, 200));
        // views: end
        output.WriteLine($"validation {outcome.Accuracy:F2} %, best {best!.Value.Index}");
    }
}
