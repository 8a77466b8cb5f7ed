using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Trials;

/// <summary>Trial i of two algorithms meets the same world, and nothing else is shared.</summary>
public sealed class PairingTests : IDisposable
{
    private const int Trials = 600;
    private static readonly Budget Budget = Budget.OfEvaluations(30);

    private readonly NatsBenchmark _bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
    private readonly TableOracle _oracle;
    private readonly ReportTable _report;

    public PairingTests()
    {
        _oracle = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions());
        _report = _oracle.Report(Dataset.Cifar10);
    }

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("random", "rea")]
    [InlineData("random", "bohb")]
    [InlineData("rea", "bohb")]
    public void Trials_of_the_same_number_are_pairs(string one, string other)
    {
        double[] a = Accuracies(one, rootSeed: 1), b = Accuracies(other, rootSeed: 1);
        Assert.True(Correlation(a, b) > 5 / Math.Sqrt(Trials), $"correlation {Correlation(a, b)}");
        // Shifted by one, pairs fall apart.
        Assert.InRange(Correlation(a.AsSpan(1), b.AsSpan(0, Trials - 1)), -4 / Math.Sqrt(Trials), 4 / Math.Sqrt(Trials));
    }

    [Theory]
    [InlineData("random", "rea")]
    [InlineData("random", "bohb")]
    [InlineData("rea", "rea")]
    public void Other_root_seeds_are_independent(string one, string other) =>
        Assert.InRange(Correlation(Accuracies(one, rootSeed: 1), Accuracies(other, rootSeed: 2)), -4 / Math.Sqrt(Trials), 4 / Math.Sqrt(Trials));

    [Fact]
    public void Algorithms_begin_with_the_same_architectures_and_the_same_luck()
    {
        TrialRunner random = Runner("random", 1), rea = Runner("rea", 1);
        for (int trial = 0; trial < 20; trial++)
        {
            LogPoint[] first = [.. random.Run(trial)[..10]], second = [.. rea.Run(trial)[..10]];
            Assert.Equal(first, second);
        }
    }

    private double[] Accuracies(string algorithm, ulong rootSeed)
    {
        TrialRunner runner = Runner(algorithm, rootSeed);
        double[] accuracies = new double[Trials];
        for (int trial = 0; trial < Trials; trial++)
        {
            ReadOnlySpan<LogPoint> points = runner.Run(trial);
            accuracies[trial] = ReportedAccuracy.Of(TrialEnd.Of(points, Budget), Budget, _report).Test;
        }
        return accuracies;
    }

    private TrialRunner Runner(string name, ulong rootSeed)
    {
        AlgorithmDefinition algorithm = AlgorithmCatalog.Get(name);
        return new TrialRunner(new Experiment(
            _oracle, Dataset.Cifar10, algorithm, HyperParameters.Of(algorithm, new Dictionary<string, string>()), Budget, rootSeed));
    }

    private static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double meanA = 0, meanB = 0, both = 0, squaresA = 0, squaresB = 0;
        for (int i = 0; i < a.Length; i++)
            (meanA, meanB) = (meanA + a[i] / a.Length, meanB + b[i] / b.Length);
        for (int i = 0; i < a.Length; i++)
        {
            both += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }
        return both / Math.Sqrt(squaresA * squaresB);
    }
}
