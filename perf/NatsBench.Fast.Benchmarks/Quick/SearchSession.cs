using System.Diagnostics;
using System.Globalization;
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
    public static Result Measure(SearchSpace space)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };
        // As the command line is configured: no profile, no collector of its own thread.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.ArgumentList.Add(Verb);
        start.ArgumentList.Add(BenchmarkFiles.Table(space));
        using Process process = Process.Start(start)!;
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Answers.Require(process.ExitCode == 0, "a search session");
        return new Result($"resident.{space.ShortName()}.search", double.Parse(answer, CultureInfo.InvariantCulture), "MB");
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
        using Process self = Process.GetCurrentProcess();
        Console.WriteLine((self.WorkingSet64 / 1e6).ToString("F1", CultureInfo.InvariantCulture));
    }
}
