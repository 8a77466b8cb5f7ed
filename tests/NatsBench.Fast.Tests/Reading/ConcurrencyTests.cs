using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Reading;

public sealed class ConcurrencyTests
{
    private const int Rounds = 1000;

    [Fact]
    public void Many_threads_that_come_first_see_the_same_numbers()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Fixed);
        string[] truth = [.. SampleRecords.Fixed.Select(RecordText.Of)];
        for (int round = 0; round < Rounds; round++)
        {
            using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
            Parallel.For(0, 16, i =>
            {
                int record = i % truth.Length;
                Assert.Equal(truth[record], RecordText.Of(bench.Record(SampleRecords.Fixed[record].Index)));
                Assert.Equal(7, bench.IndexOf("8:8:8:8:64"));
                Assert.Equal(22.665, bench.Runs(1, Dataset.Cifar10Valid, TrainingSetting.Epochs12).Mean().Metrics(EvaluationSet.XValid).Accuracy);
            });
        }
    }

    [Fact]
    public void Closing_beside_readers_refuses_them_and_harms_nothing()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Fixed);
        for (int round = 0; round < Rounds; round++)
        {
            NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
            Parallel.For(0, 8, i =>
            {
                if (i == 3)
                    bench.Dispose();
                try
                {
                    Metrics metrics = bench.Runs(1, Dataset.Cifar10Valid, TrainingSetting.Epochs12).ForSeed(777).Metrics(EvaluationSet.XValid, epoch: 1);
                    Assert.Equal(21.777, metrics.Accuracy);
                }
                catch (ObjectDisposedException)
                {
                    // Closed before this reader came to its bytes.
                }
            });
        }
    }
}
