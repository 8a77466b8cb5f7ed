using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Writing;

public sealed class RoundTripTests
{
    [Fact]
    public void Every_record_comes_back_bit_for_bit_whatever_it_holds() =>
        Gen.Select(SampleRecords.Arbitrary, Gen.OneOf(Gen.Const(1), Gen.Const(7), Gen.Const(64), Gen.Const(1 << 15))).Sample((records, blockCells) =>
        {
            using TemporaryFolder folder = new();
            SampleRecords.Write(folder["a.natsb"], records, blockCells);
            using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
            Assert.Equal(records.Length, bench.RecordCount);
            foreach (ArchitectureRecord record in records)
                Assert.Equal(RecordText.Of(record), RecordText.Of(bench.Record(record.Index)));
            bench.Check();
        }, iter: 300);

    [Fact]
    public void Equal_records_give_equal_bytes_whatever_the_number_of_threads() => SampleRecords.Arbitrary.Sample(records =>
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["one.natsb"], records, threads: 1);
        SampleRecords.Write(folder["five.natsb"], records, threads: 5);
        Assert.Equal(File.ReadAllBytes(folder["one.natsb"]), File.ReadAllBytes(folder["five.natsb"]));
    }, iter: 50);

    [Fact]
    public void Of_two_NaNs_in_a_sum_of_times_the_first_stays()
    {
        double first = BitConverter.UInt64BitsToDouble(0x7FF8_0000_DEAD_BEEF), second = BitConverter.UInt64BitsToDouble(0xFFF8_0000_0000_0001);
        foreach ((double early, double late) in new[] { (first, second), (second, first) })
        {
            using TemporaryFolder folder = new();
            SampleRecords.Write(folder["a.natsb"], [SampleRecords.WithTrainTimes([1.5, early, 2.5, late])]);
            using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
            Metrics metrics = bench.Runs(1, Dataset.Cifar10, TrainingSetting.Epochs12).ForSeed(777).Metrics(EvaluationSet.Train);
            Assert.Equal(BitConverter.DoubleToUInt64Bits(early), BitConverter.DoubleToUInt64Bits(metrics.TotalTime!.Value));
        }
    }

    [Fact]
    public void Nothing_is_left_of_a_file_that_was_not_completed()
    {
        using TemporaryFolder folder = new();
        using (var writer = NatsBench.Fast.Writing.NatsBenchWriter.Create(folder["a.natsb"]))
            writer.Add(SampleRecords.Fixed[0]);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_record_that_disagrees_with_the_list_is_refused_and_leaves_nothing()
    {
        using TemporaryFolder folder = new();
        ArchitectureRecord wrong = SampleRecords.Fixed[0] with { Architecture = "8:8:8:8:64" };
        NatsBenchException e = Assert.Throws<NatsBenchException>(() => SampleRecords.Write(folder["a.natsb"], [wrong]));
        Assert.Contains("architecture 1: the record says '8:8:8:8:64', the meta list '8:8:8:8:16'", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void An_architecture_that_comes_twice_is_refused()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<NatsBenchException>(() => SampleRecords.Write(folder["a.natsb"], [SampleRecords.Fixed[0], SampleRecords.Fixed[0]]));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "absent", "a.natsb");
        NatsBenchException e = Assert.Throws<NatsBenchException>(() => SampleRecords.Write(path, SampleRecords.Fixed));
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
    }

    // The name is one that does not exist: a test must not try this on /dev/null itself.
    [Fact]
    public void A_place_for_devices_is_not_written()
    {
        if (OperatingSystem.IsWindows())
            return;
        NatsBenchException e = Assert.Throws<NatsBenchException>(() => SampleRecords.Write("/dev/natsbench-test.natsb", SampleRecords.Fixed));
        Assert.Contains("a place for devices", e.Message, StringComparison.Ordinal);
    }
}
