using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Views;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Tests.Views;

public sealed class ViewTests
{
    [Fact]
    public void Views_of_ordinary_records_answer_as_the_rules_do() => Check(SampleRecords.Fixed);

    [Fact]
    public void Views_of_records_with_oddities_answer_and_refuse_as_the_rules_do() => SampleRecords.NearlyPlain.Sample(Check, iter: 100);

    [Fact]
    public void Views_of_runs_of_different_lengths_answer_as_the_rules_do() => SampleRecords.Uneven.Sample(Check, iter: 20);

    [Fact]
    public void Views_of_any_records_answer_and_refuse_as_the_rules_do() => SampleRecords.Arbitrary.Sample(Check, iter: 100);

    [Fact]
    public void Queries_of_a_bound_view_allocate_nothing()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Ordinary);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        SimulationView simulation = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12);
        SimulationView early = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12, epoch: 1);
        Assert.True(simulation.IsPlain && early.IsPlain);
        TableView table = bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12);
        FinalView finals = table.Finals;
        CostView costs = table.Costs;
        CurveView curves = table.Curves(EvaluationSet.XValid, CurveQuantity.Accuracy);
        string text = bench.Architecture(3);
        string[] texts = [text, "8:8:8:8:8"];
        int[] indices = new int[2];
        SplitMix64 random = new(1);
        Random system = new(1);
        int[] architectures = [0, 3, 1, 2, 2];
        double[] accuracies = new double[5], answers = new double[5];
        // Bound, and looked up once: the first time that two names are compared makes their comparers.
        double sum = Columns() + Columns();
        // The least of some rounds: where another thread's garbage is collected meanwhile, the rest of this one's room counts as allocated.
        long least = long.MaxValue;
        for (int round = 0; round < 5; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            sum += simulation.Train(random.NextIndex(8), random.NextUInt32()).Cost + simulation.Train(1, system).Accuracy;
            sum += early.Train(2, 77u).Cost + early.TrainMean(2).Cost + early.TrainingSeconds(2, 77u) + early.TrainingSecondsMean(2);
            sum += early.Seed(2, 77u) + early.RunCount(2) + (early.Answers(2) ? 1 : 0);
            simulation.Train(architectures, ref random, accuracies, answers);
            sum += bench.SimulateTrainEval(2, Dataset.Cifar10, TrainingSetting.Epochs12, system).Cost;
            sum += bench.Runs(2, Dataset.Cifar10, TrainingSetting.Epochs12).Mean().Metrics(EvaluationSet.Train).Accuracy!.Value;
            sum += finals[3].ValidationAccuracy + costs[3].Flops + curves[3, 0][1] + bench.IndexOf(text) + table.Accuracy(EvaluationSet.XValid)[1];
            sum += Columns();
            sum += bench.IndexOf(SizeNetwork.FromCode(3)) + (bench.TryIndicesOf(texts, indices) ? indices[1] : 0);
            least = long.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
        Assert.True(sum > 0);

        double Columns() => table.Loss(EvaluationSet.XValid, epoch: 1, seed: 888)[1] + table.AccuracyDeviation(EvaluationSet.XValid, epoch: 0)[1];
    }

    [Fact]
    public void Epochs_before_the_last_are_bound_without_the_rules()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Ordinary);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        SimulationView At(int? epoch) => bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12, epoch);
        Assert.All((int?[])[0, 1, 2, null], epoch => Assert.True(At(epoch).IsPlain));
        Assert.All((int?[])[-1, 3, int.MinValue, int.MaxValue], epoch => Assert.Contains(
            "epochs are counted from 0, so that they are 0 to 2", Assert.Throws<RefusedException>(() => At(epoch)).Message, StringComparison.Ordinal));
        Assert.Same(At(1), At(1));
        Assert.Equal(At(null).Train(3, 1u), At(2).Train(3, 1u));
        Assert.Equal((23 + 0.777, 7.7 + 7.7 + (1.1 + 1.1) / 2), (At(1).Train(3, 1u).Accuracy, At(1).Train(3, 1u).Cost));
        Assert.Equal((777L, 888L), (At(1).Seed(3, 0), At(1).Seed(3, uint.MaxValue)));
    }

    [Fact]
    public void A_view_grows_by_what_is_asked_of_it()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Ordinary);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        SimulationView view = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12, epoch: 0);
        long bound = view.Bytes;
        view.TrainingSeconds(0, 0);
        Assert.Equal(bound + 2 * view.Count * sizeof(double), view.Bytes);
        view.TrainMean(0);
        Assert.Equal(bound + 2 * view.Count * sizeof(double) + 16 * view.Count, view.Bytes);
    }

    [Fact]
    public void A_table_that_the_file_lacks_is_refused_by_name()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Fixed);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        Assert.Contains("cifar10-valid under 12", Assert.Throws<RefusedException>(() => bench.Table(new Dataset("svhn"), TrainingSetting.Epochs12)).Message, StringComparison.Ordinal);
        Assert.Equal(Refusal.ValueError, Assert.Throws<RefusedException>(() => bench.Simulation(new Dataset("svhn"), TrainingSetting.Epochs12)).Kind);
        Assert.Throws<RefusedException>(() => bench.Simulation(Dataset.Cifar100, TrainingSetting.Epochs12));
        Assert.Throws<RefusedException>(() => bench.Table(Dataset.Cifar10, TrainingSetting.Epochs12).Curves(EvaluationSet.XTest, CurveQuantity.Loss));
        Assert.Throws<ArgumentException>(() =>
        {
            SplitMix64 random = new(1);
            bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12).Train([1], ref random, new double[1], new double[2]);
        });
    }

    [Fact]
    public void A_column_that_no_record_has_is_refused_with_the_sets_there_are()
    {
        using TemporaryFolder folder = new();
        using (NatsBenchWriter writer = NatsBenchWriter.Create(folder["a.natsb"]))
        {
            // As in the official archives, cifar10 has a test set alone.
            foreach (ArchitectureRecord record in SampleRecords.Ordinary)
                writer.Add(new(record.Index, record.Architecture, [.. record.Settings.Select(setting => new SettingRecord(
                    setting.Setting, [.. setting.Datasets.Select(WithoutValidation)], setting.WeightsCleared))]));
            writer.Complete(SampleRecords.Architectures, SampleRecords.Provenance);
        }
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        TableView table = bench.Table(Dataset.Cifar10, TrainingSetting.Epochs12);
        Assert.Equal(25.5, table.Accuracy(EvaluationSet.OriTest)[0]);
        RefusedException absent = Assert.Throws<RefusedException>(() => table.Accuracy(EvaluationSet.XValid)[0]);
        Assert.Equal(Refusal.KeyError, absent.Kind);
        Assert.Contains("sets train, ori-test", absent.Message, StringComparison.Ordinal);
        Assert.EndsWith("x-valid of cifar10-valid", absent.Message, StringComparison.Ordinal);
        Assert.EndsWith("sets train, ori-test", Assert.Throws<RefusedException>(() => table.Accuracy(new("ori-tset"))[0]).Message, StringComparison.Ordinal);
        Assert.EndsWith("sets train, ori-test", Assert.Throws<RefusedException>(() => table.Curves(EvaluationSet.XTest, CurveQuantity.Loss)).Message, StringComparison.Ordinal);

        static DatasetRecord WithoutValidation(DatasetRecord dataset) => dataset.Dataset != Dataset.Cifar10.Name ? dataset
            : new(dataset.Dataset, dataset.Seeds, [.. dataset.Trials.Select(SampleRecords.WithoutValidation)]);
    }

    private static void Check(ArchitectureRecord[] records)
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], records);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        ViewAgreement.Check(bench);
    }
}
