using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Tests.Oracle;

/// <summary>What an oracle answers, against the benchmark's own rules.</summary>
public sealed class TableOracleTests : IDisposable
{
    private readonly NatsBenchmark _bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("cifar10")]
    [InlineData("cifar100")]
    public void A_training_is_simulate_train_eval_of_the_seed_it_names(string name)
    {
        Dataset dataset = new(name);
        TableOracle oracle = TableOracle.Bind(_bench, dataset, new OracleOptions());
        SplitMix64 random = new(3);
        for (int i = 0; i < 500; i++)
        {
            int architecture = random.NextIndex(_bench.Count), epochs = 1 + random.NextIndex(12);
            uint draw = random.NextUInt32();
            long seed = oracle.Seed(architecture, epochs, draw)!.Value;
            SimulatedTraining training = _bench.SimulateTrainEval(architecture, dataset, TrainingSetting.Epochs12, seed, epoch: epochs - 1);
            Evaluation evaluation = oracle.Evaluate(architecture, epochs, draw);
            Assert.Equal((training.Accuracy, training.Cost), (evaluation.Accuracy, evaluation.Cost));
            LearningCurve curve = oracle.Curve(architecture, epochs, draw);
            Assert.Equal((0, epochs, evaluation.Accuracy), (curve.FirstEpoch, curve.Values.Length, curve.Values[^1]));
        }
    }

    [Fact]
    public void Many_are_answered_as_one_after_the_other()
    {
        TableOracle oracle = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions());
        int[] architectures = [7, 3, 7, 15_624];
        uint[] draws = [1, uint.MaxValue, 0x8000_0000, 5];
        Evaluation[] together = new Evaluation[4];
        oracle.Evaluate(architectures, 12, draws, together);
        Assert.Equal(architectures.Zip(draws, (architecture, draw) => oracle.Evaluate(architecture, 12, draw)), together);
        Assert.Throws<ArgumentException>(() => oracle.Evaluate(architectures, 12, draws, new Evaluation[3]));
    }

    [Fact]
    public void The_mean_is_over_all_stored_seeds()
    {
        TableOracle oracle = TableOracle.Bind(_bench, Dataset.Cifar100, new OracleOptions { Seeds = SeedPolicy.Mean });
        for (int architecture = 0; architecture < 200; architecture++)
        {
            double expected = _bench.Runs(architecture, Dataset.Cifar100, TrainingSetting.Epochs12).Mean().Metrics(EvaluationSet.XValid, 3).Accuracy!.Value;
            Assert.Equal(expected, oracle.Evaluate(architecture, 4, draw: 99).Accuracy);
        }
        Assert.Null(oracle.Seed(0, 12, 0));
        Assert.Throws<NatsBenchException>(() => oracle.Curve(0, 12, 0));
    }

    [Fact]
    public void A_class_of_isomorphic_cells_is_its_lowest_member_or_the_mean_over_all()
    {
        TableOracle separate = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions());
        TableOracle lowest = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions { Isomorphs = Isomorphs.Lowest });
        TableOracle mean = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions { Isomorphs = Isomorphs.Mean });
        Assert.Equal(6_466, lowest.Space.Allowed.Length);
        Assert.Equal(lowest.Space.Allowed, mean.Space.Allowed);
        ILookup<string, int> classes = Enumerable.Range(0, _bench.Count).ToLookup(_bench.UniqueString);
        foreach (IGrouping<string, int> members in classes.Take(300))
        {
            int first = members.Min();
            Assert.All(members, member => Assert.Equal(first, lowest.Space.Resolve(member)));
            Assert.Equal(separate.Evaluate(first, 12, 77), lowest.Evaluate(first, 12, 77));
            Assert.Equal(members.Average(member => separate.Evaluate(member, 12, 77).Accuracy), mean.Evaluate(first, 12, 77).Accuracy, 1e-9);
            Assert.Equal(members.Average(member => separate.Evaluate(member, 12, 77).Cost), mean.Evaluate(first, 12, 77).Cost, 1e-9);
        }
    }

    [Fact]
    public void Further_objectives_are_the_costs_of_the_table()
    {
        TableOracle oracle = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions { Quantities = [Quantity.Latency, Quantity.Flops] });
        CostView costs = _bench.Table(Dataset.Cifar10, TrainingSetting.Epochs12).Costs;
        for (int architecture = 0; architecture < _bench.Count; architecture += 101)
            Assert.Equal([costs.Latency[architecture], costs.Flops[architecture]], oracle.Objectives(architecture).ToArray());
    }

    [Fact]
    public void A_ladder_has_the_trainings_of_all_settings()
    {
        TableOracle oracle = TableOracle.Bind(_bench, Dataset.Cifar100, new OracleOptions { Axis = new FidelityAxis(null) });
        // The table's full training has two epochs.
        Assert.Equal([2, 12], oracle.Fidelities.Epochs.ToArray());
        Assert.Equal(_bench.Simulation(Dataset.Cifar100, TrainingSetting.Epochs200).Train(5, 1).Accuracy, oracle.Evaluate(5, 2, 1).Accuracy);
        Assert.Throws<NatsBenchException>(() => oracle.Evaluate(5, 6, 1));
    }

    [Fact]
    public void Whoever_lacks_a_number_is_avoided_where_few_do()
    {
        using TemporaryFolder folder = new();
        WholeTable.Write(folder["nan.natsb"], SearchSpace.Topology, index => index != 77, (index, _) => index is 5 or 6);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["nan.natsb"]);
        TableOracle few = TableOracle.Bind(bench, Dataset.Cifar10, new OracleOptions());
        Assert.Equal([5, 6, 77], few.Avoided);
        Assert.Equal(bench.Count - 3, few.Space.Allowed.Length);
        Assert.DoesNotContain(few.Space.Resolve(5), few.Avoided);
        Assert.Contains("3 of 15625 architectures, 5 the first", Assert.Throws<NatsBenchException>(
            () => TableOracle.Bind(bench, Dataset.Cifar10, new OracleOptions { Absent = AbsentPolicy.Refuse })).Message, StringComparison.Ordinal);

        // A class of isomorphic cells is what is there of it.
        TableOracle lowest = TableOracle.Bind(bench, Dataset.Cifar10, new OracleOptions { Isomorphs = Isomorphs.Lowest });
        TableOracle mean = TableOracle.Bind(bench, Dataset.Cifar10, new OracleOptions { Isomorphs = Isomorphs.Mean });
        foreach (int absent in few.Avoided)
        {
            int[] rest = [.. Enumerable.Range(0, bench.Count).Where(other => !few.Avoided.Contains(other) && bench.UniqueString(other) == bench.UniqueString(absent))];
            if (rest.Length == 0)
                continue;
            Assert.Equal(rest[0], lowest.Space.Resolve(absent));
            Assert.Equal(few.Evaluate(rest[0], 12, 5), lowest.Evaluate(rest[0], 12, 5));
            Assert.Equal(rest.Average(member => few.Evaluate(member, 12, 5).Accuracy), mean.Evaluate(rest[0], 12, 5).Accuracy, 1e-9);
            Assert.True(double.IsFinite(mean.Report(Dataset.Cifar10).Test[rest[0]]));
        }
    }

    [Fact]
    public void On_a_ladder_every_rung_must_be_there()
    {
        using TemporaryFolder folder = new();
        WholeTable.Write(folder["gap.natsb"], SearchSpace.Topology, _ => true, (index, epochs) => index == 5 && epochs == 12);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["gap.natsb"]);
        Assert.Equal([5], TableOracle.Bind(bench, Dataset.Cifar10, new OracleOptions { Axis = new FidelityAxis(null) }).Avoided);
        Assert.Empty(TableOracle.Bind(bench, Dataset.Cifar10, new OracleOptions { Axis = new FidelityAxis(TrainingSetting.Epochs200) }).Avoided);
    }

    [Fact]
    public void Lengths_are_made_ready_before_a_trial_begins()
    {
        TableOracle oracle = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions());
        Assert.Equal(4, oracle.Fidelities.Require(4));
        Assert.Contains("13 epochs", Assert.Throws<NatsBenchException>(() => oracle.Fidelities.Require(13)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_leak_test_images_is_refused_with_that_reason()
    {
        OracleOptions options = new() { Axis = new FidelityAxis(TrainingSetting.Epochs200) };
        TableOracle leaks = TableOracle.Bind(_bench, Dataset.Cifar100, options), serves = TableOracle.Bind(_bench, Dataset.Cifar10, options);
        Assert.Equal([2], leaks.Fidelities.Epochs.ToArray());
        Assert.Contains("test images", Assert.Throws<NatsBenchException>(() => leaks.Evaluate(5, 1, 1)).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2], serves.Fidelities.Epochs.ToArray());
    }
}
