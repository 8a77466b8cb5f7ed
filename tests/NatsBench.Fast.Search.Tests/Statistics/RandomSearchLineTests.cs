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
}
