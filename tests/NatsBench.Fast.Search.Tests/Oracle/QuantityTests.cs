using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Tests.Oracle;

/// <summary>Quantities by name and functions of one's own, against the views of the table.</summary>
public sealed class QuantityTests(SearchScenes scenes)
{
    private NatsBenchmark Bench => scenes.Architectures("tss").Benchmark;

    [Theory]
    [InlineData("valid-loss", "cifar10", "", Direction.Minimise)]
    [InlineData("x-valid-accuracy@3", "cifar10", "%", Direction.Maximise)]
    [InlineData("train-accuracy-std", "cifar10", "%", Direction.Minimise)]
    [InlineData("200/test-accuracy#777", "cifar10", "%", Direction.Maximise)]
    [InlineData("200/test-loss", "cifar100", "", Direction.Minimise)]
    [InlineData("train-all-time@5", "cifar100", "s", Direction.Minimise)]
    public void A_name_is_a_column_of_the_table(string name, string dataset, string unit, Direction direction)
    {
        Quantity quantity = Quantity.Named(name);
        Assert.Equal((name, unit, direction), (quantity.Name, quantity.Unit, quantity.Direction));
        Assert.Equal(quantity, Quantity.Named(name));
        TableOracle oracle = Bind(dataset, quantity);
        ReadOnlySpan<double> expected = Column(name);
        for (int architecture = 0; architecture < Bench.Count; architecture += 97)
            Assert.Equal([expected[architecture]], oracle.Objectives(architecture).ToArray());
    }

    [Theory]
    [InlineData("flop", "did you mean 'flops'")]
    [InlineData("", "flops, params, latency, columns such as valid-loss")]
    [InlineData("valid-accuracy@1.5", "is no quantity")]
    [InlineData("valid-accuracy@01", "is no quantity")]
    [InlineData("valid-accuracy\n", "is no quantity")]
    [InlineData("valid-accuracy-std#777", "is no quantity")]
    [InlineData("valid-top9", "is no quantity")]
    public void What_is_no_quantity_is_refused_with_those_that_are(string name, string said) =>
        Assert.Contains(said, Assert.Throws<NatsBenchException>(() => Quantity.Named(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_column_that_no_record_has_is_refused_when_it_is_bound() => Assert.Contains(
        "no record of cifar10-valid under setting 12 has loss on x-valid after epoch 12",
        Assert.Throws<RefusedException>(() => Bind("cifar10", Quantity.Named("valid-loss@12"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_function_of_the_architecture_is_a_quantity()
    {
        Quantity depth = Quantity.Of("convolutions", "", Direction.Maximise, index => Convolutions(Bench.Architecture(index)));
        TableOracle separate = Bind("cifar10", depth);
        TableOracle collapsed = TableOracle.Bind(
            scenes.Architectures("tss"), Dataset.Cifar10, new OracleOptions { Quantities = [depth], Isomorphs = Isomorphs.Mean });
        ILookup<string, int> classes = Enumerable.Range(0, Bench.Count).ToLookup(Bench.UniqueString);
        foreach (int architecture in collapsed.Space.Allowed[..200])
        {
            Assert.Equal(Convolutions(Bench.Architecture(architecture)), separate.Objectives(architecture)[0]);
            Assert.Equal(classes[Bench.UniqueString(architecture)].Average(member => separate.Objectives(member)[0]), collapsed.Objectives(architecture)[0], 1e-9);
        }
    }

    [Theory]
    [InlineData("flops")]
    [InlineData("valid-loss")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("1st")]
    public void A_name_that_is_taken_or_cannot_be_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => Quantity.Of(name, "", Direction.Minimise, _ => 0));

    [Fact]
    public void What_is_maximised_is_minimised_with_its_sign_turned()
    {
        Quantity up = Quantity.Of("up", "", Direction.Maximise, index => index % 1_000), down = Quantity.Of("down", "", Direction.Minimise, index => -(index % 1_000));
        (TableOracle maximising, TableOracle minimising) = (Bind("cifar10", up), Bind("cifar10", down));
        Budget budget = Budget.OfEvaluations(300);
        LogPoint[] points = maximising.Run("nsga2", budget, trial: 0, workers: 1);
        Assert.Equal(minimising.Run("nsga2", budget, trial: 0, workers: 1), points);
        FrontTable upwards = new(maximising, maximising.BestRewards(), maximising.Report(Dataset.Cifar10));
        FrontTable downwards = new(minimising, minimising.BestRewards(), minimising.Report(Dataset.Cifar10));
        Assert.Equal((downwards.Exact.Reward, downwards.Exact.Valid, downwards.Exact.Test), (upwards.Exact.Reward, upwards.Exact.Valid, upwards.Exact.Test));
        TrialFront ofUp = new(maximising), ofDown = new(minimising);
        ofUp.Take(points, budget);
        ofDown.Take(points, budget);
        Assert.Equal(ofDown.Steps.ToArray(), ofUp.Steps.ToArray());
        Assert.Equal(downwards.Measure(ofDown), upwards.Measure(ofUp));
        Assert.Equal([0], upwards.Exact.Reference);
        Assert.Equal(999, maximising.Objectives(999)[0]);
    }

    private TableOracle Bind(string dataset, Quantity quantity) =>
        TableOracle.Bind(scenes.Architectures("tss"), new Dataset(dataset), new OracleOptions { Quantities = [quantity] });

    private ReadOnlySpan<double> Column(string name)
    {
        TableView half = Bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12), whole = Bench.Table(Dataset.Cifar100, TrainingSetting.Epochs12);
        return name switch
        {
            "valid-loss" => half.Loss(EvaluationSet.XValid),
            "x-valid-accuracy@3" => half.Accuracy(EvaluationSet.XValid, epoch: 3),
            "train-accuracy-std" => half.AccuracyDeviation(EvaluationSet.Train),
            "200/test-accuracy#777" => Bench.Table(Dataset.Cifar10, TrainingSetting.Epochs200).Accuracy(EvaluationSet.OriTest, seed: 777),
            "200/test-loss" => Bench.Table(Dataset.Cifar100, TrainingSetting.Epochs200).Loss(EvaluationSet.XTest),
            "train-all-time@5" => whole.Seconds(EvaluationSet.Train, epoch: 5),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static int Convolutions(string architecture) => TopologyCell.Parse(architecture).CountOf(CellOperation.NorConv3x3);
}
