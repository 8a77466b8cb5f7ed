using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>
/// What a search keeps resident: a process of its own opens a file, simulates a million trainings, looks architectures up and finds the
/// best under limits, and says how much memory it then has.
/// </summary>
internal static class SearchSession
{
    public const string Verb = "search-session";

    /// <summary>Runs a session in a process of its own.</summary>
    public static Result Measure(SearchSpace space) =>
        new($"resident.{space.ShortName()}.search", Megabytes(BenchmarkFiles.Table(space)), "MB");

    /// <summary>The megabytes of a session in a process of its own.</summary>
    public static double Megabytes(string path)
    {
        // Of a file that was written just before the system maps more at a time, two megabytes here, which it keeps for all processes.
        SystemMemory.TryForget(path);
        return MeasuredProcess.Megabytes(Verb, path);
    }

    /// <summary>The session itself.</summary>
    public static void Run(string path)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(path);
        SimulationView view = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12);
        SplitMix64 random = new(1);
        double best = 0;
        for (int i = 0; i < 1_000_000; i++)
            best = Math.Max(best, view.Train(random.NextIndex(view.Count), random.NextUInt32()).Accuracy);
        BestArchitecture? found = bench.FindBest(Dataset.Cifar10Valid, EvaluationSet.XValid, TrainingSetting.Epochs12, maxFlops: 100, maxParams: 1);
        Answers.Require(best > 0 && found is not null && bench.IndexOf(bench.Architecture(found.Value.Index)) == found.Value.Index, "a search session");
        MeasuredProcess.Print(self => self.WorkingSet64);
    }
}
