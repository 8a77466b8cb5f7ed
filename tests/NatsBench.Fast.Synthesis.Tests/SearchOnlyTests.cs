using NatsBench.Fast.Model;
using NatsBench.Fast.Official;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Synthesis.Tests;

/// <summary>A search-only table answers with the bits of the whole one, or refuses; the cell that lacks losses in the middle is among those compared.</summary>
public sealed class SearchOnlyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<NatsBenchmark> _opened = [];

    public void Dispose()
    {
        foreach (NatsBenchmark bench in _opened)
            bench.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(SearchSpace.Topology, 9060)]
    [InlineData(SearchSpace.Size, 0)]
    public void Every_number_that_it_has_is_the_whole_one(SearchSpace space, int first)
    {
        NatsBenchmark whole = Make(space, first, TableContents.Whole), searchOnly = Make(space, first, TableContents.SearchOnly);
        Assert.Equal((TableContents.Whole, TableContents.SearchOnly), (whole.Contents, searchOnly.Contents));
        Assert.Equal(whole.Settings, searchOnly.Settings);
        int compared = 0;
        for (int architecture = first; architecture < first + 20; architecture++)
            foreach (TrainingSetting setting in whole.SettingsOf(architecture))
                foreach (Dataset dataset in whole.DatasetsOf(architecture, setting))
                {
                    Runs expected = whole.Runs(architecture, dataset, setting), actual = searchOnly.Runs(architecture, dataset, setting);
                    Assert.Equal(expected.Seeds, actual.Seeds);
                    Assert.Equal(Text(expected.Cost()), Text(actual.Cost()));
                    foreach (long seed in expected.Seeds)
                        foreach (EvaluationSet set in (EvaluationSet[])[.. expected.Sets, EvaluationSet.XValid])
                        {
                            Assert.Equal(Ask(() => expected.ForSeed(seed).Metrics(set)), Ask(() => actual.ForSeed(seed).Metrics(set)));
                            compared++;
                        }
                    Assert.Equal(Ask(() => expected.Mean().MoreInfo()), Ask(() => actual.Mean().MoreInfo()));
                }
        Assert.True(compared > 500);
    }

    [Theory]
    [InlineData(SearchSpace.Topology, 9060)]
    [InlineData(SearchSpace.Size, 0)]
    public void Simulated_training_under_12_is_the_whole_one_after_every_epoch(SearchSpace space, int first)
    {
        NatsBenchmark whole = Make(space, first, TableContents.Whole), searchOnly = Make(space, first, TableContents.SearchOnly);
        foreach (Dataset dataset in (Dataset[])[Dataset.Cifar10, Dataset.Cifar100, Dataset.ImageNet16120])
            for (int? epoch = 11; epoch is null or >= 0; epoch = epoch is null ? -1 : epoch == 0 ? null : epoch - 1)
            {
                SimulationView expected = whole.Simulation(dataset, TrainingSetting.Epochs12, epoch), actual = searchOnly.Simulation(dataset, TrainingSetting.Epochs12, epoch);
                for (int architecture = first; architecture < first + 20; architecture++)
                {
                    for (ulong run = 0, count = (ulong)expected.RunCount(architecture); run < count; run++)
                    {
                        uint draw = (uint)(((2 * run + 1) << 31) / count);
                        Assert.Equal(expected.Train(architecture, draw), actual.Train(architecture, draw));
                    }
                    Assert.Equal(expected.TrainMean(architecture), actual.TrainMean(architecture));
                    Assert.Equal(
                        whole.SimulateTrainEval(architecture, dataset, TrainingSetting.Epochs12, new Random(5), null, epoch),
                        searchOnly.SimulateTrainEval(architecture, dataset, TrainingSetting.Epochs12, new Random(5), null, epoch));
                }
            }
    }

    [Theory]
    [InlineData(SearchSpace.Topology, 9060)]
    [InlineData(SearchSpace.Size, 0)]
    public void Columns_of_validation_under_12_are_the_whole_ones_after_every_epoch(SearchSpace space, int first)
    {
        NatsBenchmark whole = Make(space, first, TableContents.Whole), searchOnly = Make(space, first, TableContents.SearchOnly);
        foreach (Dataset dataset in (Dataset[])[Dataset.Cifar10Valid, Dataset.Cifar100, Dataset.ImageNet16120])
            for (int epoch = 0; epoch < 12; epoch++)
            {
                TableView expected = whole.Table(dataset, TrainingSetting.Epochs12), actual = searchOnly.Table(dataset, TrainingSetting.Epochs12);
                Assert.Equal(expected.Accuracy(EvaluationSet.XValid, epoch), actual.Accuracy(EvaluationSet.XValid, epoch));
                Assert.Equal(expected.Accuracy(EvaluationSet.XValid, epoch, expected.Seeds(first)[0]), actual.Accuracy(EvaluationSet.XValid, epoch, expected.Seeds(first)[0]));
                Assert.Equal(expected.AccuracyDeviation(EvaluationSet.XValid, epoch), actual.AccuracyDeviation(EvaluationSet.XValid, epoch));
                Assert.Equal(expected.Seconds(EvaluationSet.XValid, epoch), actual.Seconds(EvaluationSet.XValid, epoch));
                Assert.Equal(expected.Seconds(EvaluationSet.Train, epoch), actual.Seconds(EvaluationSet.Train, epoch));
                Assert.Equal(20, actual.Accuracy(EvaluationSet.XValid, epoch)[first..(first + 20)].ToArray().Count(double.IsFinite));
            }
    }

    [Fact]
    public void What_was_left_out_is_refused_by_name()
    {
        NatsBenchmark bench = Make(SearchSpace.Topology, 0, TableContents.SearchOnly);
        Runs runs = bench.Runs(3, Dataset.Cifar100, TrainingSetting.Epochs200), shorter = bench.Runs(3, Dataset.Cifar100, TrainingSetting.Epochs12);
        TableView table = bench.Table(Dataset.Cifar100, TrainingSetting.Epochs200);
        foreach (Action ask in (Action[])
        [
            () => bench.Record(3),
            () => runs.Mean().Metrics(EvaluationSet.OriTest, epoch: 100),
            () => runs.ForSeed(777).Metrics(EvaluationSet.Train, epoch: 0),
            // The official answer leaves sets out that cannot answer; this one must not leave out what the file did.
            () => runs.Mean().MoreInfo(epoch: 100),
            () => shorter.Mean().MoreInfo(epoch: 5),
            () => shorter.Mean().Metrics(EvaluationSet.XTest, epoch: 5),
            () => table.Curves(EvaluationSet.OriTest, CurveQuantity.Accuracy),
            () => table.Curves(EvaluationSet.Train, CurveQuantity.Seconds),
            () => table.Accuracy(EvaluationSet.OriTest, epoch: 100),
            () => bench.Table(Dataset.Cifar100, TrainingSetting.Epochs12).Accuracy(EvaluationSet.XTest, epoch: 5),
            () => bench.Table(Dataset.Cifar100, TrainingSetting.Epochs12).Loss(EvaluationSet.Train, epoch: 5),
            () => bench.Table(Dataset.Cifar100, TrainingSetting.Epochs12).LossDeviation(EvaluationSet.XValid, epoch: 5),
            () => bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs200, epoch: 100),
            () => bench.SimulateTrainEval(3, Dataset.Cifar10, TrainingSetting.Epochs200, new Random(1), null, 100),
        ])
        {
            string message = Assert.Throws<NatsBenchException>(ask).Message;
            Assert.Contains("search-only", message, StringComparison.Ordinal);
            Assert.Contains(bench.Path, message, StringComparison.Ordinal);
        }
        string answer = new OfficialCalls(bench, new Random(1)).Answer("""{"call": "get_more_info", "args": {"index": 3, "dataset": "cifar100", "hp": "200", "iepoch": 100, "is_random": false}}""");
        Assert.Contains("search-only", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_record_has_is_absent_as_in_the_whole_one()
    {
        NatsBenchmark bench = Make(SearchSpace.Topology, 0, TableContents.SearchOnly);
        Assert.Throws<RefusedException>(() => bench.Runs(3, Dataset.Cifar10, TrainingSetting.Epochs200).Mean().Metrics(EvaluationSet.XValid));
        Assert.Throws<RefusedException>(() => bench.Runs(3, Dataset.Cifar10, TrainingSetting.Epochs200).Mean().Metrics(EvaluationSet.OriTest, epoch: 200));
    }

    [Fact]
    public void It_is_sound() => Assert.True(Make(SearchSpace.Topology, 0, TableContents.SearchOnly).Check(cancellation: TestContext.Current.CancellationToken).Numbers > 0);

    private NatsBenchmark Make(SearchSpace space, int first, TableContents contents)
    {
        string path = _folder[$"{contents}.natsb"];
        SyntheticTable.Write(SyntheticSpace.Of(space), path, 7, first..(first + 20), threads: 2, null, contents, TestContext.Current.CancellationToken);
        NatsBenchmark bench = NatsBenchmark.Open(path);
        _opened.Add(bench);
        return bench;
    }

    // Records of doubles are compared by bits: of equal texts with every digit.
    private static string Text(CostInfo cost) => $"{cost.Flops:R} {cost.Params:R} {cost.Latency:R} {string.Join(", ", cost.Times)}";

    private static string Ask<T>(Func<T> question)
    {
        try
        {
            return $"{question()}";
        }
        catch (RefusedException refusal)
        {
            return $"{refusal.Kind}: {refusal.Message}";
        }
    }
}
