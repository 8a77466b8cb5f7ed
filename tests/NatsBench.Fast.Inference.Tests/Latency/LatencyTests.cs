using NatsBench.Fast.Inference.Latency;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Inference.Tests.Latency;

public sealed class LatencyTests : IDisposable
{
    private static readonly RunnerOptions Options = new() { Provider = ExecutionProvider.Cpu, Batch = 4, Threads = 1 };
    private static readonly LatencyPlan Plan = new LatencyPlan(SearchSpace.Size, Dataset.ImageNet16120, Options) with { WarmUp = 1, Runs = 6 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1.0, 1, 1)]
    [InlineData(2, 1.5, 1, 2)]
    [InlineData(5, 3.0, 1, 5)]
    [InlineData(6, 3.5, 1, 6)]
    [InlineData(9, 5.0, 2, 8)]
    [InlineData(10, 5.5, 2, 9)]
    [InlineData(15, 8.0, 4, 12)]
    [InlineData(20, 10.5, 6, 15)]
    [InlineData(100, 50.5, 40, 61)]
    public void Median_and_interval_are_order_statistics(int n, double median, double low, double high)
    {
        // Ranks of the tables of Conover, Practical Nonparametric Statistics.
        double[] seconds = [.. Enumerable.Range(1, n).Select(i => (double)i).Reverse()];
        Assert.Equal((median, low, high), LatencyMeter.Summary(seconds));
    }

    [Fact]
    public void Architectures_are_measured_once_and_in_the_order_asked_for()
    {
        LatencyTable table = LatencySweep.Run(Plan, [11, 0, 11], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([(11, "8:8:8:16:32"), (0, "8:8:8:8:8")], table.Measurements.Select(one => (one.Index, one.Architecture)));
        Assert.All(table.Measurements, one => Assert.True(one.Low > 0 && one.Low <= one.Seconds && one.Seconds <= one.High && one.Runs == 6));
        Assert.Equal((SearchSpace.Size, Dataset.ImageNet16120, ExecutionProvider.Cpu, 1, 4),
            (table.Conditions.Space, table.Conditions.Dataset, table.Conditions.Provider, table.Conditions.Threads, table.Conditions.Batch));
    }

    [Fact]
    public void A_journal_goes_on_where_it_was_stopped()
    {
        string path = _folder["l.jsonl"];
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => LatencySweep.Run(Plan, [5, 6, 7], path, new StopAfter(2, source), source.Token));
        LatencyTable stopped = LatencyJournal.Read(path);
        Assert.Equal([5, 6], stopped.Measurements.Select(one => one.Index));

        // A line that was not finished is measured again.
        File.AppendAllText(path, "{\"index\":7,\"archi");
        Assert.Equal(2, LatencyJournal.Read(path).Measurements.Count);
        LatencyTable whole = LatencySweep.Run(Plan, [7, 6, 5], path, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([7, 6, 5], whole.Measurements.Select(one => one.Index));
        Assert.Equal(stopped.Measurements, [whole.Measurements[2], whole.Measurements[1]]);
        Assert.Equal([5, 6, 7], LatencyJournal.Read(path).Measurements.Select(one => one.Index));
        Assert.Equal(whole.Conditions, LatencyJournal.Read(path).Conditions);
        Assert.Equal(4, File.ReadAllLines(path).Length);
    }

    [Fact]
    public void Other_conditions_are_refused_by_name()
    {
        LatencySweep.Run(Plan, [1], _folder["l.jsonl"], cancellation: TestContext.Current.CancellationToken);
        string before = File.ReadAllText(_folder["l.jsonl"]);
        NatsBenchException e = Assert.Throws<NatsBenchException>(() => LatencySweep.Run(
            Plan with { Dataset = Dataset.Cifar10, Options = Options with { Batch = 5 } }, [2], _folder["l.jsonl"], cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("dataset ImageNet16-120, now cifar10; batch 4, now 5", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_folder["l.jsonl"]));
    }

    [Theory]
    [InlineData("a file of one's own")]
    [InlineData("a file of one's own\n")]
    [InlineData("{\"natsbench\":\"latency 2\"}\n")]
    [InlineData("{}\n")]
    [InlineData("[]\n")]
    public void A_file_that_is_no_journal_stays_as_it_is(string text)
    {
        File.WriteAllText(_folder["l.jsonl"], text);
        Assert.Throws<DamagedFileException>(() => LatencySweep.Run(Plan, [2], _folder["l.jsonl"], cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(text, File.ReadAllText(_folder["l.jsonl"]));
    }

    [Theory]
    [InlineData("\"index\":1", "\"index\":-1")]
    [InlineData("\"index\":1", "\"index\":2")]
    [InlineData("\"index\":1", "\"index\":32768")]
    [InlineData("8:8:8:8:16", "8:8:8:8:24")]
    [InlineData("\"runs\":6", "\"runs\":0")]
    [InlineData("\"runs\":6", "\"runs\":6.5")]
    [InlineData("\"low\":", "\"low\":1")]
    [InlineData("\"low\":", "\"low\":-")]
    [InlineData("\"seconds\"", "\"minutes\"")]
    [InlineData("\"architecture\":\"8:8:8:8:16\"", "\"architecture\":null")]
    [InlineData("\"space\":\"sss\"", "\"space\":\"xss\"")]
    [InlineData("\"provider\":\"cpu\"", "\"provider\":\"abacus\"")]
    public void An_altered_journal_is_refused(string from, string to)
    {
        LatencySweep.Run(Plan, [1], _folder["l.jsonl"], cancellation: TestContext.Current.CancellationToken);
        string text = File.ReadAllText(_folder["l.jsonl"]);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(_folder["l.jsonl"], text.Replace(from, to, StringComparison.Ordinal));
        DamagedFileException e = Assert.Throws<DamagedFileException>(() => LatencyJournal.Read(_folder["l.jsonl"]));
        Assert.Contains("l.jsonl: line", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_space_names_its_architectures()
    {
        SpaceArchitectures cells = new(SearchSpace.Topology), widths = new(SearchSpace.Size);
        Assert.Equal((15_625, 32_768), (cells.Count, widths.Count));
        Assert.Equal("|avg_pool_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|", cells[9]);
        Assert.Equal(9, cells.IndexOf(cells[9]));
        Assert.Equal(1462, cells.IndexOf("1462"));
        Assert.Equal(11, widths.IndexOf("8:8:8:16:32"));
        foreach (string word in (string[])["32768", "99999999999", "8:8:8:8:9", "", "-1", "|none~0|"])
            Assert.Throws<NatsBenchException>(() => widths.IndexOf(word));
    }

    private sealed class StopAfter(int measured, CancellationTokenSource source) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value == measured)
                source.Cancel();
        }
    }
}
