using ICSharpCode.SharpZipLib.BZip2;
using NatsBench.Fast.Conversion.Export;
using NatsBench.Fast.Official;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests.Export;

/// <summary>Back to the official layout: what is written is what was read.</summary>
public sealed class ArchiveExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9-simple")]
    [InlineData("NATS-sss-v1_0-50262-simple")]
    public void Official_records_are_written_byte_for_byte_as_they_were(string archive)
    {
        string source = SharedData.Require("data", archive);
        using NatsBenchmark bench = Converted(source);
        (int written, int kept) = ArchiveExport.Write(bench, _folder["export"], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((2, 0), (written, kept));
        Assert.Equal(Names(source), Names(_folder["export"]));
        foreach (string name in Names(source))
            Assert.True(Pickle(source, name).AsSpan().SequenceEqual(Pickle(_folder["export"], name)), name);
    }

    [Theory]
    [InlineData("NATS-tss-v1_0-3ffb9-simple", "tss-11-284.jsonl")]
    [InlineData("NATS-sss-v1_0-50262-simple", "sss-0-11.jsonl")]
    [InlineData("quirks-tss", "quirks-tss.jsonl")]
    [InlineData("quirks-sss", "quirks-sss.jsonl")]
    public void A_second_conversion_has_the_same_records_and_answers(string archive, string golden)
    {
        string source = SharedData.Require("data", archive);
        using NatsBenchmark first = Converted(source);
        ArchiveExport.Write(first, _folder["export"], threads: 2, cancellation: TestContext.Current.CancellationToken);
        ArchiveConverter.Convert(_folder["export"], _folder["second.natsb"]);
        using NatsBenchmark second = NatsBenchmark.Open(_folder["second.natsb"]);
        Assert.Equal(first.RecordedArchitectures, second.RecordedArchitectures);
        foreach (int index in first.RecordedArchitectures)
            Assert.True(ArchivePickle.OfRecord(first.Space, first.Record(index)).Span.SequenceEqual(ArchivePickle.OfRecord(second.Space, second.Record(index)).Span), $"{index}");

        OfficialCalls calls = new(second, new Random(0));
        string[] faults = [.. File.ReadLines(SharedData.Require("golden", golden)).Select(line => GoldenJson.AnswerDifference(line, calls.Answer(line))).OfType<string>()];
        Assert.True(faults.Length == 0, string.Join('\n', faults.Take(12)));
    }

    [Fact]
    public void An_export_that_was_stopped_goes_on_where_it_was()
    {
        using NatsBenchmark bench = Converted(SharedData.Require("data", "quirks-tss"));
        using CancellationTokenSource stop = new();
        Assert.ThrowsAny<OperationCanceledException>(() => ArchiveExport.Write(bench, _folder["export"], threads: 1, new Stopping(stop, after: 5), stop.Token));
        Assert.False(File.Exists(Path.Combine(_folder["export"], "meta.pickle.pbz2")));
        (int written, int kept) = ArchiveExport.Write(bench, _folder["export"], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(bench.RecordCount, written + kept);
        Assert.InRange(kept, 5, bench.RecordCount - 1);

        ArchiveExport.Write(bench, _folder["whole"], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Names(_folder["whole"]), Names(_folder["export"]));
        foreach (string name in Names(_folder["whole"]))
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["whole"], name)), File.ReadAllBytes(Path.Combine(_folder["export"], name)));
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_left_alone()
    {
        using NatsBenchmark bench = Converted(SharedData.Require("data", "quirks-tss"));
        Directory.CreateDirectory(_folder["full"]);
        File.WriteAllText(Path.Combine(_folder["full"], "notes.txt"), "mine");
        Assert.Contains("is not empty", Refusal(bench, "full"), StringComparison.Ordinal);

        using CancellationTokenSource stop = new();
        Assert.ThrowsAny<OperationCanceledException>(() => ArchiveExport.Write(bench, _folder["begun"], threads: 1, new Stopping(stop, after: 1), stop.Token));
        using NatsBenchmark other = Converted(SharedData.Require("data", "NATS-tss-v1_0-3ffb9-simple"));
        Assert.Contains("of another file", Refusal(other, "begun"), StringComparison.Ordinal);

        File.WriteAllText(_folder["file"], "mine");
        Assert.Contains("cannot be written", Refusal(bench, "file"), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder["file"]));
    }

    public void Dispose() => _folder.Dispose();

    private string Refusal(NatsBenchmark bench, string folder) => Assert.Throws<NatsBenchException>(() => ArchiveExport.Write(bench, _folder[folder])).Message;

    private NatsBenchmark Converted(string source)
    {
        string file = _folder[$"{Path.GetFileName(source)}.natsb"];
        ArchiveConverter.Convert(source, file);
        return NatsBenchmark.Open(file);
    }

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder, "*.pbz2").Select(file => Path.GetFileName(file)).Order();

    private static byte[] Pickle(string folder, string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(folder, name));
        using MemoryStream pickle = new();
        BZip2.Decompress(file, pickle, isStreamOwner: false);
        return pickle.ToArray();
    }

    private sealed class Stopping(CancellationTokenSource stop, int after) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value >= after)
                stop.Cancel();
        }
    }
}
