using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Tests.Views;

public sealed class ViewTests
{
    [Fact]
    public void Views_of_ordinary_records_answer_as_the_rules_do() => Check(SampleRecords.Fixed);

    [Fact]
    public void Views_of_records_with_oddities_answer_and_refuse_as_the_rules_do() => SampleRecords.NearlyPlain.Sample(Check, iter: 100);

    [Fact]
    public void Views_of_any_records_answer_and_refuse_as_the_rules_do() => SampleRecords.Arbitrary.Sample(Check, iter: 100);

    [Fact]
    public void Queries_of_a_bound_view_allocate_nothing()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Ordinary);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        SimulationView simulation = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12);
        Assert.True(simulation.IsPlain);
        TableView table = bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12);
        FinalView finals = table.Finals;
        CostView costs = table.Costs;
        CurveView curves = table.Curves(EvaluationSet.XValid, CurveQuantity.Accuracy);
        string text = bench.Architecture(3);
        SplitMix64 random = new(1);
        Random system = new(1);
        int[] architectures = [0, 3, 1, 2, 2];
        double[] accuracies = new double[5], answers = new double[5];
        double sum = 0;
        for (int warm = 0; warm < 2; warm++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            sum += simulation.Train(random.NextIndex(8), random.NextUInt32()).Cost + simulation.Train(1, system).Accuracy;
            simulation.Train(architectures, ref random, accuracies, answers);
            sum += bench.SimulateTrainEval(2, Dataset.Cifar10, TrainingSetting.Epochs12, system).Cost;
            sum += bench.Runs(2, Dataset.Cifar10, TrainingSetting.Epochs12).Mean().Metrics(EvaluationSet.Train).Accuracy!.Value;
            sum += finals[3].ValidationAccuracy + costs[3].Flops + curves[3, 0][1] + bench.IndexOf(text) + table.Accuracy(EvaluationSet.XValid)[1];
            if (warm > 0)
                Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.True(sum > 0);
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

    private static void Check(ArchitectureRecord[] records)
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], records);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        ViewAgreement.Check(bench);
    }
}
