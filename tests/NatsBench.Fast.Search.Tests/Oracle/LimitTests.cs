using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Statistics;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Oracle;

/// <summary>Whoever is outside a limit is never proposed, and everything that a search is compared with knows of it.</summary>
public sealed class LimitTests(SearchScenes scenes)
{
    private NatsBenchmark Bench => scenes.Architectures("tss").Benchmark;

    private ReadOnlySpan<double> Flops => Bench.Table(Dataset.Cifar10, TrainingSetting.Epochs12).Costs.Flops;

    [Fact]
    public void Bounds_themselves_are_admitted_and_what_has_no_number_is_not()
    {
        double least = Flops[77], most = Flops[5_000];
        (least, most) = (Math.Min(least, most), Math.Max(least, most));
        Quantity odd = Quantity.Of("odd", "", Direction.Minimise, index => index % 2 == 0 ? double.NaN : index);
        TableOracle oracle = Bind(new OracleOptions { Limits = [Limit.Of(Quantity.Flops, least, most), Limit.AtLeast(odd, 0)] });
        int[] expected = [.. Enumerable.Range(0, Bench.Count).Where(index => index % 2 == 1 && Flops[index] >= least && Flops[index] <= most)];
        Assert.Equal(expected, oracle.Space.Allowed.ToArray());
        Assert.Equal((expected.Length, Bench.Count - expected.Length), (oracle.LimitCounts!.Within, oracle.LimitCounts.Outside));
        Assert.Empty(oracle.Avoided);
        Assert.Null(Bind(new OracleOptions()).LimitCounts);
        // The nearest by digits, then the lowest.
        for (int architecture = 0; architecture < Bench.Count; architecture += 997)
            Assert.Equal(expected.MinBy(candidate => Distance(oracle.Space, architecture, candidate)), oracle.Space.Resolve(architecture));
    }

    [Fact]
    public void Any_column_is_a_limit()
    {
        double[] accuracies = Bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12).Accuracy(EvaluationSet.XValid, epoch: 3).ToArray();
        double least = accuracies.Order().ElementAt(10_000);
        TableOracle oracle = Bind(new OracleOptions { Limits = [Limit.AtLeast(Quantity.Named("valid-accuracy@3"), least)] });
        Assert.Equal(Enumerable.Range(0, Bench.Count).Where(index => accuracies[index] >= least), oracle.Space.Allowed.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(3_000)]
    public void No_algorithm_trains_what_is_outside(int admitted)
    {
        TableOracle oracle = Bind(new OracleOptions { Quantities = [Quantity.Flops], Limits = [First(admitted)] });
        foreach (AlgorithmDefinition algorithm in AlgorithmCatalog.All)
            foreach (int workers in (int[])[1, 5])
                Assert.All(
                    oracle.Run(algorithm.Name, Budget.OfEvaluations(60), trial: 1, workers),
                    point => Assert.True(oracle.Space.Allowed.BinarySearch(point.Architecture) >= 0, algorithm.Name));
    }

    [Fact]
    public void The_best_and_the_line_of_random_search_are_those_of_what_is_within()
    {
        TableOracle oracle = Bind(new OracleOptions { Limits = [First(40)] });
        ReportTable report = oracle.Report(Dataset.Cifar10);
        int[] allowed = oracle.Space.Allowed.ToArray();
        Assert.Equal(allowed.Max(architecture => report.Test[architecture]), report.BestTest);
        RandomSearchLine line = new(oracle);
        Assert.Equal(allowed.Average(architecture => report.Test[architecture]), line.After(1, report.Test), 1e-9);
        // Trials know nothing of the formula.
        const int Trials = 2_000;
        Budget budget = Budget.OfEvaluations(10);
        double[] test = [.. Enumerable.Range(0, Trials).Select(trial => ReportedAccuracy.Of(TrialEnd.Of(oracle.Run("random", budget, trial), budget), budget, report).Test)];
        Summary simulated = Summary.Of(test);
        Assert.InRange(simulated.Mean, line.After(10, report.Test) - 4 * simulated.StandardError, line.After(10, report.Test) + 4 * simulated.StandardError);
    }

    [Fact]
    public void Of_isomorphic_cells_each_is_judged_by_itself()
    {
        Quantity number = Quantity.Of("number", "", Direction.Minimise, index => index);
        Limit limit = Limit.AtLeast(number, 8_000);
        TableOracle mean = Bind(new OracleOptions { Isomorphs = Isomorphs.Mean, Limits = [limit], Quantities = [number] });
        Assert.Equal((7_625, 8_000), (mean.LimitCounts!.Within, mean.LimitCounts.Outside));
        ILookup<string, int> classes = Enumerable.Range(8_000, 7_625).ToLookup(Bench.UniqueString);
        Assert.Equal(classes.Select(members => members.Min()).Order(), mean.Space.Allowed.ToArray());
        foreach (int architecture in mean.Space.Allowed[..100])
            Assert.Equal(classes[Bench.UniqueString(architecture)].Average(), mean.Objectives(architecture)[0], 1e-9);
    }

    [Fact]
    public void Whoever_lacks_a_number_counts_as_absent_and_not_as_outside()
    {
        using TemporaryFolder folder = new();
        WholeTable.Write(folder["nan.natsb"], SearchSpace.Topology, index => index != 77, (index, _) => index is 5 or 6);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["nan.natsb"]);
        OracleOptions options = new() { Limits = [Limit.AtMost(Quantity.Of("number", "", Direction.Minimise, index => index), 99)] };
        TableOracle oracle = TableOracle.Bind(bench, Dataset.Cifar10, options);
        Assert.Equal([5, 6, 77], oracle.Avoided);
        Assert.Equal((97, bench.Count - 100), (oracle.LimitCounts!.Within, oracle.LimitCounts.Outside));
        Assert.Throws<NatsBenchException>(() => TableOracle.Bind(bench, Dataset.Cifar10, options with { Absent = AbsentPolicy.Refuse }));
    }

    [Fact]
    public void Limits_that_leave_none_are_refused_with_what_there_is()
    {
        string message = Assert.Throws<NatsBenchException>(
            () => Bind(new OracleOptions { Limits = [Limit.AtMost(Quantity.Flops, 1), Limit.AtLeast(Quantity.Latency, 0.001)] })).Message;
        Assert.Matches(@"within the limits of a search on cifar10: flops at most 1 M \(there are [\d.]+ to [\d.]+\); latency at least 0\.001 s \(there are", message);
    }

    [Theory]
    [InlineData(double.NaN, null)]
    [InlineData(null, double.PositiveInfinity)]
    [InlineData(null, null)]
    [InlineData(2.0, 1.0)]
    public void Limits_that_are_none_are_refused(double? least, double? most) =>
        Assert.StartsWith("flops", Assert.Throws<NatsBenchException>(() => Limit.Of(Quantity.Flops, least, most)).Message, StringComparison.Ordinal);

    private static Limit First(int count) => Limit.AtMost(Quantity.Of("place", "", Direction.Minimise, index => index * 7919L % 15_625), count - 1);

    private static int Distance(ArchitectureSpace space, int one, int other)
    {
        ReadOnlySpan<byte> digits = space.Digits(one), others = space.Digits(other);
        int distance = 0;
        for (int position = 0; position < digits.Length; position++)
            distance += digits[position] == others[position] ? 0 : 1;
        return distance;
    }

    private TableOracle Bind(OracleOptions options) => TableOracle.Bind(scenes.Architectures("tss"), Dataset.Cifar10, options);
}
