using NatsBench.Fast.Data;
using NatsBench.Fast.DataSupport;
using NatsBench.Fast.Evaluations.Scores;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Weights;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Evaluations.Tests.Scores;

/// <summary>What networks are asked while a search goes on: once for each class, when it is asked for, whoever asks at once.</summary>
public sealed class NetworkOracleTests : IDisposable
{
    private static readonly SpaceArchitectures Cells = new(SearchSpace.Topology);
    private static readonly CellClasses Classes = new(Cells);

    private readonly NatsBenchmark _bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
    private readonly TableOracle _table;

    public NetworkOracleTests() => _table = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions { Quantities = [Quantity.Flops] });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Each_class_is_measured_once_by_its_lowest_member()
    {
        List<int> run = [];
        NetworkMeasure measure = Measure(index =>
        {
            lock (run)
                run.Add(index);
            return index + 0.5;
        });
        int[] asked = [.. Enumerable.Range(0, 15_625).Reverse()];
        double[] values = new double[asked.Length];
        measure.Read(asked, values, TestContext.Current.CancellationToken);
        measure.Read(asked, values, TestContext.Current.CancellationToken);
        Assert.Equal(asked.Select(index => Classes[index] + 0.5), values);
        Assert.Equal(Classes.Representatives, run.Order());
        Assert.Equal((2 * 15_625, 6466), (measure.Asked, measure.Measured));
    }

    [Fact]
    public async Task Who_asks_for_what_is_just_measured_waits_for_it()
    {
        using SemaphoreSlim mayEnd = new(0);
        NetworkMeasure measure = Measure(index =>
        {
            mayEnd.Wait(TestContext.Current.CancellationToken);
            return index;
        });
        Task<double>[] all = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => measure[1462], TestContext.Current.CancellationToken))];
        mayEnd.Release();
        Assert.All(await Task.WhenAll(all), value => Assert.Equal(Classes[1462], value));
        Assert.Equal((3, 1), (measure.Asked, measure.Measured));
    }

    [Fact]
    public void What_failed_is_tried_again_and_what_is_no_number_is_remembered()
    {
        int failures = 2;
        NetworkMeasure measure = Measure(index => failures-- > 0 ? throw new NatsBenchException("no memory") : double.NegativeInfinity);
        Assert.Equal("no memory", Assert.Throws<NatsBenchException>(() => measure[5]).Message);
        double[] values = new double[2];
        Assert.Equal("no memory", Assert.Throws<NatsBenchException>(() => measure.Read([5, 9999], values, TestContext.Current.CancellationToken)).Message);
        Assert.Equal((double.NaN, double.NaN), (measure[5], measure[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => measure.Read([5], values, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Measures_are_objectives_next_to_the_tables()
    {
        NetworkMeasure measure = Measure(index => index);
        NetworkOracle oracle = new(_table, [measure]);
        Assert.Equal([Quantity.Flops.Name, "mine"], oracle.Quantities.Select(quantity => quantity.Name));
        Assert.Equal([_table.Objectives(1462)[0], Classes[1462]], oracle.Objectives(1462).ToArray());
        Assert.Equal([_table.Objectives(1462)[0], Classes[1462]], oracle.Objectives(1462).ToArray());
        Assert.Equal((1, 1), (measure.Asked, measure.Measured));
        Assert.Equal(_table.Evaluate(7, 12, 1u << 31), oracle.Evaluate(7, 12, 1u << 31));
        Assert.Equal((_table.TrainingSeconds(7, 12, 5), _table.Seed(7, 12, 5)), (oracle.TrainingSeconds(7, 12, 5), oracle.Seed(7, 12, 5)));
        Assert.Equal(_table.Curve(7, 12, 5).Values.ToArray(), oracle.Curve(7, 12, 5).Values.ToArray());
    }

    [Fact]
    public void A_measure_answers_instead_of_trainings()
    {
        NetworkMeasure measure = Measure(index => index == 0 ? double.NaN : index);
        NetworkOracle free = new(_table, [], measure), timed = new(_table, [], measure, seconds: 2);
        Assert.Equal(new Evaluation(Classes[1462], _table.Evaluate(1462, 12, 3).Cost), free.Evaluate(1462, 12, 3));
        Assert.Equal((new Evaluation(Classes[1462], 2), 2), (timed.Evaluate(1462, 12, 3), timed.TrainingSeconds(1462, 12, 3)));
        Assert.Equal(0, timed.Evaluate(0, 12, 3).Accuracy);
        Evaluation[] population = new Evaluation[3];
        timed.Evaluate([5000, 1462, 5000], 12, [1, 2, 3], population);
        Assert.Equal([new(Classes[5000], 2), new(Classes[1462], 2), new(Classes[5000], 2)], population);
        Assert.Null(timed.Seed(1462, 12, 3));
        Assert.Equal("mine has no learning curve", Assert.Throws<NatsBenchException>(() => timed.Curve(1462, 12, 3)).Message);
    }

    [Fact]
    public void A_search_asks_for_what_it_proposes_alone()
    {
        NetworkMeasure naswot = NetworkMeasures.Naswot(NaswotTests.Plan(ScoreImages.Noise(Dataset.ImageNet16120, 2, seed: 1)));
        NetworkOracle oracle = new(_table, [], naswot, seconds: 1);
        AlgorithmDefinition rea = AlgorithmCatalog.Get("rea");
        Experiment experiment = new(
            oracle, Dataset.Cifar10, rea, HyperParameters.Of(rea, new Dictionary<string, string> { ["population"] = "4", ["sample"] = "2" }), Budget.OfEvaluations(12),
            RootSeed: 1);
        int[] proposed = [.. new TrialRunner(experiment).Run(trial: 0, TestContext.Current.CancellationToken).ToArray().Select(point => Classes[point.Architecture]).Distinct()];
        Assert.InRange(naswot.Measured, 4, 12);
        Assert.Equal(proposed.Length, naswot.Measured);
    }

    [Fact]
    public void A_quantity_reads_the_whole_space_when_it_is_bound()
    {
        NetworkMeasure measure = Measure(index => index % 100 == 0 ? double.NaN : index);
        Quantity quantity = measure.Of(_bench);
        Assert.Equal(0, measure.Measured);
        TableOracle limited = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions { Quantities = [quantity], Limits = [Limit.AtMost(quantity, 2000)] });
        Assert.Equal(6466, measure.Measured);
        Assert.All(limited.Space.Allowed.ToArray(), index => Assert.InRange(Classes[index], 1, 2000));
        Assert.Equal([(double)Classes[1462]], limited.Objectives(1462).ToArray());
    }

    [Fact]
    public void Latency_is_measured_here()
    {
        NetworkMeasure latency = NetworkMeasures.Latency(
            new LatencyPlan(SearchSpace.Topology, Dataset.ImageNet16120, new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = 2, Threads = 1 }) { Runs = 1, WarmUp = 0 });
        Assert.Equal(("s", Direction.Minimise), (latency.Unit, latency.Direction));
        Assert.True(latency[1462] > 0);
        Assert.Equal(latency[1462], latency[1462]);
        Assert.Contains("is to be minimised", Assert.Throws<NatsBenchException>(() => new NetworkOracle(_table, [], latency)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accuracy_is_that_of_each_network_itself()
    {
        ImageStatistics statistics = ImageStatistics.Of(Dataset.ImageNet16120);
        (byte[] pixels, int[] labels) = SyntheticImages.Random(6, statistics.Side, firstLabel: 0, statistics.Classes, seed: 7);
        TrainedNetwork network = Cells.Network(1462, statistics.Classes).Initialise(seed: 5);
        ImageSet set = new(pixels, labels, statistics.Classes, statistics.Side);
        labels[0] = PlainEvaluation.Order(network, set.Image(0), statistics)[0];
        NetworkMeasure accuracy = NetworkMeasures.Accuracy(
            SearchSpace.Topology, set, statistics, index => index == 1462 ? network : null, new RunnerOptions { Provider = ExecutionProvider.Cpu, Batch = 4, Threads = 2 });
        Assert.Equal(PlainEvaluation.Of(network, set, statistics).Top1Percent, accuracy[1462]);
        Assert.True(accuracy[1462] > 0);
        Assert.Equal(double.NaN, accuracy[Classes.Representatives.First(index => index != 1462)]);
    }

    [Fact]
    public void Measures_of_another_space_are_refused()
    {
        SpaceArchitectures widths = new(SearchSpace.Size);
        NetworkMeasure measure = new("mine", "", Direction.Maximise, widths, classes: null, index => index, workers: 1);
        Assert.Equal("mine: measures another space than the oracle has", Assert.Throws<NatsBenchException>(() => new NetworkOracle(_table, [measure])).Message);
        Assert.Contains("mine measures the other", Assert.Throws<NatsBenchException>(() => measure.Of(_bench)).Message, StringComparison.Ordinal);
    }

    private static NetworkMeasure Measure(Func<int, double> measure) => new("mine", "", Direction.Maximise, Cells, Classes, measure, workers: 3);
}
