using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Tests.Views;

public sealed class ColumnTests
{
    [Fact]
    public void Columns_of_epochs_seeds_and_deviations_hold_what_their_names_say()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Ordinary);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        TableView table = bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12);
        // Of architecture 3: accuracies from 23 and losses from 3, each rising by a thousandth and then two of the seed, 777 or 888.
        Assert.Equal((23 + 777 / 500.0 + (23 + 888 / 500.0)) / 2, table.Accuracy(EvaluationSet.XValid)[3]);
        Assert.Equal((23 + 0.777 + (23 + 0.888)) / 2, table.Accuracy(EvaluationSet.XValid, epoch: 1)[3]);
        Assert.Equal(23 + 0.888, table.Accuracy(EvaluationSet.XValid, epoch: 1, seed: 888)[3]);
        Assert.Equal(3 + 777 / 500.0, table.Loss(EvaluationSet.XValid, seed: 777)[3]);
        Assert.Equal(7.7 + 7.7, table.Seconds(EvaluationSet.Train, epoch: 1)[3]);
        Assert.Equal((0.888 - 0.777) / 2, table.AccuracyDeviation(EvaluationSet.XValid, epoch: 1)[3], 1e-14);
        Assert.Equal(0, table.LossDeviation(EvaluationSet.XValid, epoch: 0)[3]);
        Assert.Equal(double.NaN, table.Loss(EvaluationSet.Train, epoch: 1)[3]);
    }

    [Fact]
    public void An_architecture_without_the_seed_is_NaN()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Fixed);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        TableView table = bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12);
        double[] valid = table.Accuracy(EvaluationSet.XValid, seed: 777).ToArray();
        Assert.Equal([1], Enumerable.Range(0, bench.Count).Where(index => !double.IsNaN(valid[index])));
        Assert.Equal(0, table.AccuracyDeviation(EvaluationSet.XValid)[3]);
    }

    [Fact]
    public void A_column_that_no_record_has_is_refused_by_what_there_is()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Fixed);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        TableView valid = bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12), cifar100 = bench.Table(Dataset.Cifar100, new TrainingSetting("90"));
        string where = $"{folder["a.natsb"]}: no record of cifar10-valid under setting 12 has ";
        Assert.Equal($"{where}accuracy on x-vaild; there are sets train, x-valid, ori-test", Refusal(() => valid.Accuracy(new("x-vaild"))));
        Assert.Equal(
            $"{where}loss on x-valid after epoch 3; there are sets train, x-valid, ori-test; runs of 3 epochs",
            Refusal(() => valid.Loss(EvaluationSet.XValid, epoch: 3)));
        Assert.Equal(
            $"{where}time on train of seed 5; there are sets train, x-valid, ori-test; seeds 777, 888", Refusal(() => valid.Seconds(EvaluationSet.Train, seed: 5)));
        Assert.EndsWith("there are sets train, x-valid, ori-test; runs of 3 epochs", Refusal(() => cifar100.AccuracyDeviation(EvaluationSet.OriTest, epoch: 0)));
    }

    [Fact]
    public void Where_cifar10_has_no_validation_set_the_refusal_says_where_it_is()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], [SampleRecords.WithTrainTimes([1, 2])]);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        TableView table = bench.Table(Dataset.Cifar10, TrainingSetting.Epochs12);
        Assert.EndsWith("; validation of cifar10 is x-valid of cifar10-valid", Refusal(() => table.Accuracy(EvaluationSet.XValid)));
        Assert.Equal(0, table.Accuracy(EvaluationSet.Train)[1]);
    }

    private static string Refusal(ReadOnlySpanQuestion question)
    {
        RefusedException refusal = Assert.Throws<RefusedException>(() => { _ = question(); });
        Assert.Equal(Fast.Refusal.KeyError, refusal.Kind);
        return refusal.Message;
    }

    private delegate ReadOnlySpan<double> ReadOnlySpanQuestion();
}
