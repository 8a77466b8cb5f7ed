using System.Diagnostics;
using NatsBench.Fast.Benchmarks.Bare;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>Whole searches: thousands of trials on all processors, and single algorithms on one.</summary>
internal sealed class SearchFigures(SearchSpace space)
{
    /// <summary>The command of the process whose memory is measured.</summary>
    public const string Verb = "million-trials";

    private const int Trials = 1_000_000;
    private const string Unit = "ns/evaluation";

    // So many evaluations of a limit are timed at once.
    private const int Together = 1 << 18;

    // Short ones, so that some fall between what else the machine does.
    private const int Rounds = 300, MillisecondsOfRound = 3;

    private readonly string _space = space.ShortName();

    /// <summary>What is measured, each by itself.</summary>
    public IEnumerable<Measurement> Once() =>
    [
        Evaluation("random", workers: 1, Simulated),
        Evaluation("rea", workers: 1, Simulated),
        Evaluation("local-search", workers: 1, Simulated),
        Evaluation("reinforce", workers: 1, Bare((bench, space, seconds) => new BareReinforce(bench, space, seconds))),
        Evaluation("bohb", workers: 1, Bare((bench, space, seconds) => new BareBohb(bench, space, seconds))),
        Evaluation("random", workers: 100, Simulated),
        Evaluation("asha", workers: 100, Simulated),
        new Measurement($"paper.{_space}", Paper),
        new Measurement($"million.{_space}.random", Million),
        new Measurement($"peak.{_space}.million", MillionMemory),
        .. space == SearchSpace.Topology ? (Measurement[])[new Measurement($"folder.{_space}.random", () => FolderFigure.Measure(space))] : [],
    ];

    /// <summary>The process that runs a million trials and prints its peak memory.</summary>
    public static void Run(string path)
    {
        using (NatsBenchmark bench = NatsBenchmark.Open(path))
            _ = RunMillion(bench);
        MeasuredProcess.Print(self => self.PeakWorkingSet64);
    }

    // The table of multi-trial algorithms: open, bind, 4 algorithms × 3 datasets × 500 trials, summary.
    private Result Paper()
    {
        double seconds = Best(rounds: 2, () =>
        {
            using NatsBenchmark bench = NatsBenchmark.Open(BenchmarkFiles.Table(space));
            BoundStudy study = BoundStudy.Bind(StudyPresets.Get("nats-bench"), bench);
            IReadOnlyList<SummaryRow> rows = SummaryRow.Of(ExperimentOutcomes.Of(study, StudyRunner.RunInMemory(study)), study);
            Answers.Require(rows.Count == 12 && rows.All(row => row.Test.Mean > 0), "the paper's table");
        });
        return new Result($"paper.{_space}", seconds, "s");
    }

    // A million trials of random search at the paper's budget, beside the bare loop that trains as many architectures on as many threads.
    private Result Million()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(BenchmarkFiles.Table(space));
        (double seconds, long evaluations) = RunMillion(bench);
        BareSimulation bare = new(bench, Dataset.Cifar10, TrainingSetting.Epochs12);
        int threads = Environment.ProcessorCount, each = (int)(evaluations / threads);
        double limit = Best(rounds: 2, () => Parallel.For(0, threads, thread => bare.Run(new SplitMix64((ulong)thread), each)));
        return Result.Beside($"million.{_space}.random", seconds, "s", limit);
    }

    // Peak memory of a process that runs a million trials.
    private Result MillionMemory() => new($"peak.{_space}.million", MeasuredProcess.Megabytes(Verb, BenchmarkFiles.Table(space)), "MB");

    // An algorithm on one thread at the paper's budget on cifar10, in nanoseconds an evaluation; workers are trainings at a time, in
    // simulated time. The limit is a bare loop over as many evaluations of the same table or some more, run in turns with it.
    private Measurement Evaluation(string algorithm, int workers, Func<NatsBenchmark, Experiment, Func<int, int>> limit)
    {
        string name = $"evaluation.{_space}.{algorithm}{(workers > 1 ? $".{workers}" : "")}";
        return new Measurement(name, () =>
        {
            using NatsBenchmark bench = NatsBenchmark.Open(BenchmarkFiles.Table(space));
            Study study = StudyPresets.Get("nats-bench") with
            {
                Algorithms = [new AlgorithmGrid(AlgorithmCatalog.Get(algorithm))],
                Datasets = [Dataset.Cifar10],
                Workers = workers,
            };
            Experiment experiment = BoundStudy.Bind(study, bench).Experiments[0].Experiment;
            TrialRunner runner = new(experiment);
            Func<int, int> bare = limit(bench, experiment);
            double ours = double.PositiveInfinity, limits = ours;
            // Long trials come singly, short ones many at a time.
            TrialEnd[] ends = new TrialEnd[workers > 1 ? 1 : runner.TrialsTogether];
            for (int round = 0; round < Rounds; round++)
            {
                long evaluations = 0, start = Stopwatch.GetTimestamp();
                for (int trial = 0; trial == 0 || Stopwatch.GetElapsedTime(start).TotalMilliseconds < MillisecondsOfRound; trial += ends.Length)
                {
                    runner.Run(trial, ends);
                    foreach (TrialEnd end in ends)
                        evaluations += end.Outcome.LogPoints;
                }
                ours = Math.Min(ours, Stopwatch.GetElapsedTime(start).TotalNanoseconds / evaluations);
                int done = 0;
                limits = Math.Min(limits, Best(rounds: 1, () => done = bare(Together)) * 1e9 / done);
            }
            return Result.Beside(name, ours, Unit, limits);
        });
    }

    // The bare loop of simulated training, of what the paper's searches train on.
    private static Func<int, int> Simulated(NatsBenchmark bench, Experiment experiment)
    {
        BareSimulation bare = new(bench, Dataset.Cifar10, TrainingSetting.Epochs12);
        return evaluations =>
        {
            bare.Run(new SplitMix64(5), evaluations);
            return evaluations;
        };
    }

    // The bare loop of the search itself.
    private static Func<NatsBenchmark, Experiment, Func<int, int>> Bare(Func<NatsBenchmark, ArchitectureSpace, double, IBareSearch> make) =>
        (bench, experiment) =>
        {
            BareTrials trials = new(make(bench, experiment.Oracle.Space, experiment.Budget.Seconds!.Value));
            trials.Check(experiment);
            return trials.Run;
        };

    private static (double Seconds, long Evaluations) RunMillion(NatsBenchmark bench)
    {
        Study study = StudyPresets.Get("nats-bench") with
        {
            Algorithms = [new AlgorithmGrid(AlgorithmCatalog.Get("random"))],
            Datasets = [Dataset.Cifar10],
            Trials = Trials,
        };
        BoundStudy bound = BoundStudy.Bind(study, bench);
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<OutcomeColumns> outcomes = StudyRunner.RunInMemory(bound);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        SummaryRow row = SummaryRow.Of(ExperimentOutcomes.Of(bound, outcomes), bound)[0];
        Answers.Require(Math.Abs(row.Test.Mean - row.Expected!.Test) < 0.5, "a million trials are near their expectation");
        return (seconds, outcomes[0].Outcomes.Sum(outcome => (long)outcome.LogPoints));
    }

    private static double Best(int rounds, Action run)
    {
        double best = double.PositiveInfinity;
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }
}
