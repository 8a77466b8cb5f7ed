using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Statistics;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Statistics;

/// <summary>Random search against its exact expectation: the simulation and the formula know nothing of one another.</summary>
public sealed class RandomSearchLineTests
{
    [Theory]
    [InlineData(SearchSpace.Topology, "cifar10", SeedPolicy.Sampled, 10, 2000)]
    [InlineData(SearchSpace.Topology, "cifar100", SeedPolicy.Sampled, 100, 1000)]
    [InlineData(SearchSpace.Topology, "ImageNet16-120", SeedPolicy.Sampled, 1000, 500)]
    [InlineData(SearchSpace.Size, "cifar10", SeedPolicy.Sampled, 1000, 500)]
    [InlineData(SearchSpace.Size, "cifar100", SeedPolicy.Sampled, 10, 2000)]
    [InlineData(SearchSpace.Size, "ImageNet16-120", SeedPolicy.Sampled, 100, 1000)]
    [InlineData(SearchSpace.Topology, "cifar10", SeedPolicy.Mean, 100, 1000)]
    [InlineData(SearchSpace.Topology, "cifar10", SeedPolicy.Trial, 100, 1000)]
    public void Trials_come_within_four_standard_errors_of_the_exact_line(SearchSpace space, string name, SeedPolicy seeds, int evaluations, int trials)
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(space));
        Dataset dataset = new(name);
        TableOracle oracle = TableOracle.Bind(bench, dataset, new OracleOptions { Seeds = seeds });
        ReportTable report = oracle.Report(dataset);
        Budget budget = Budget.OfEvaluations(evaluations);
        AlgorithmDefinition random = AlgorithmCatalog.Get("random");
        TrialRunner runner = new(new Experiment(oracle, dataset, random, HyperParameters.Of(random, new Dictionary<string, string>()), budget, RootSeed: 7));
        double[] test = new double[trials];
        for (int trial = 0; trial < trials; trial++)
        {
            ReadOnlySpan<LogPoint> points = runner.Run(trial);
            Assert.Equal(evaluations, points.Length);
            test[trial] = ReportedAccuracy.Of(TrialEnd.Of(points, budget), budget, report).Test;
        }
        Summary simulated = Summary.Of(test);
        double exact = new RandomSearchLine(oracle).After(evaluations, report.Test);
        Assert.InRange(simulated.Mean, exact - 4 * simulated.StandardError, exact + 4 * simulated.StandardError);
    }

    [Fact]
    public void After_one_evaluation_it_is_the_mean_of_all()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        TableOracle oracle = TableOracle.Bind(bench, Dataset.Cifar10, new OracleOptions());
        ReportTable report = oracle.Report(Dataset.Cifar10);
        RandomSearchLine line = new(oracle);
        Assert.Equal(Summary.Of(report.Test).Mean, line.After(1, report.Test), 1e-9);
        // So many draws find the best reward for certain.
        int best = Enumerable.Range(0, bench.Count).MaxBy(architecture => Enumerable.Range(0, 3).Max(seed => oracle.Evaluate(architecture, 12, (uint)(seed * 0x5555_5556L)).Accuracy));
        Assert.Equal(report.Test[best], line.After(int.MaxValue, report.Test), 1e-6);
    }

    [Theory]
    [InlineData(SeedPolicy.Sampled, 1)]
    [InlineData(SeedPolicy.Sampled, 2)]
    [InlineData(SeedPolicy.Sampled, 3)]
    [InlineData(SeedPolicy.Mean, 3)]
    [InlineData(SeedPolicy.Trial, 2)]
    public void On_a_small_table_it_is_what_all_runs_come_to_ties_included(SeedPolicy seeds, int evaluations)
    {
        using TemporaryFolder folder = new();
        // Seven architectures are there, of four numbers.
        WholeTable.Write(folder["small.natsb"], SearchSpace.Topology, index => index < 7, like: index => index % 4);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["small.natsb"]);
        TableOracle oracle = TableOracle.Bind(bench, Dataset.Cifar100, new OracleOptions { Seeds = seeds, Absent = AbsentPolicy.Avoid });
        int[] architectures = [.. oracle.Space.Allowed];
        // Ties among what is reported.
        double[] reported = [.. Enumerable.Range(0, bench.Count).Select(architecture => (double)(architecture * 2 % 5))];
        // Sixths of a draw: one, two or three seeds are chosen by each evenly.
        uint[] draws = seeds == SeedPolicy.Mean ? [0] : [.. Enumerable.Range(0, 6).Select(part => (uint)((part + 0.5) / 6 * (1L << 32)))];
        Dictionary<double, double> chances = [];
        if (seeds == SeedPolicy.Trial)
            foreach (uint draw in draws)
                Add([draw], 1.0 / draws.Length);
        else
            Add(draws, 1);
        RandomSearchLine line = new(oracle);
        Assert.Equal(1, chances.Values.Sum(), 1e-12);
        Assert.Equal(chances.Sum(chance => chance.Key * chance.Value), line.After(evaluations, reported), 1e-12);
        foreach (double p in new[] { 0.05, 0.25, 0.5, 0.75, 0.95, 1 })
            Assert.Equal(
                chances.Keys.Order().First(value => chances.Where(chance => chance.Key <= value).Sum(chance => chance.Value) >= p - 1e-9),
                line.Distribution(reported).Quantiles(evaluations, p)[0]);

        // All sequences of trainings, each as likely; of equal rewards the distribution takes any, as the first one is any of them.
        void Add(uint[] own, double weight)
        {
            (double Reward, int Architecture)[] atoms = [.. architectures.SelectMany(architecture => own.Select(draw => (oracle.Evaluate(architecture, 12, draw).Accuracy, architecture)))];
            int sequences = (int)Math.Pow(atoms.Length, evaluations);
            for (int sequence = 0; sequence < sequences; sequence++)
            {
                (double Reward, int Architecture) best = (double.NegativeInfinity, -1);
                for (int i = 0, rest = sequence; i < evaluations; i++, rest /= atoms.Length)
                    if (atoms[rest % atoms.Length].Reward > best.Reward)
                        best = atoms[rest % atoms.Length];
                chances[reported[best.Architecture]] = chances.GetValueOrDefault(reported[best.Architecture]) + (weight / sequences);
            }
        }
    }
}
