using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.Tests.Archives;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Conversion.Tests;

public sealed class ArchiveConverterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Equal_bytes_whatever_the_number_of_threads()
    {
        TestArchive.WriteDirectory(_folder["part"], [.. Enumerable.Range(0, 40)]);
        byte[] one = Convert(1), four = Convert(4);
        Assert.Equal(one, four);

        byte[] Convert(int threads)
        {
            ArchiveConverter.Convert(_folder["part"], _folder["x.natsb"], new() { Threads = threads });
            return File.ReadAllBytes(_folder["x.natsb"]);
        }
    }

    [Fact]
    public void Equal_bytes_whichever_library_decompresses()
    {
        string archive = SharedData.Require("data", "quirks-tss");
        (string managed, byte[] one) = Convert(Bzip2Library.Managed);
        (string best, byte[] other) = Convert(Bzip2Library.Best);
        Assert.StartsWith("SharpZipLib 1.", managed, StringComparison.Ordinal);
        Assert.Equal(Bzip2Library.Best.Name, best);
        Assert.Equal(one, other);

        (string, byte[]) Convert(Bzip2Library library)
        {
            ConversionReport report = ArchiveConverter.Convert(archive, _folder["x.natsb"], new() { Bzip2 = library });
            return (report.Decompressor, File.ReadAllBytes(_folder["x.natsb"]));
        }
    }

    [Fact]
    public void The_report_says_what_was_read_absent_and_odd()
    {
        string archive = SharedData.Require("data", "quirks-tss");
        var progress = new LastProgress();
        ConversionReport report = ArchiveConverter.Convert(archive, _folder["q.natsb"], new() { Progress = progress });
        Assert.Equal(15625, report.Architectures);
        Assert.Equal(16, report.Records);
        Assert.Equal(250, report.Trials);
        Assert.Equal(253929, report.Numbers);
        string[] absent = [.. report.Absent.Select(finding => finding.ToString())];
        Assert.Contains("architectures without a record: 15609 (0; 1; 2; …)", absent);
        Assert.Contains("hp 12, ImageNet16-120: no seed list: 1 (architecture 29)", absent);
        Assert.Contains(absent, line => line.StartsWith("latency: None: 5 (architecture 28, hp 12, cifar100, seed 111;", StringComparison.Ordinal));
        Assert.Contains(absent, line => line.StartsWith("training time: None: 4 ", StringComparison.Ordinal));
        Assert.Contains(absent, line => line.StartsWith("training loss: some epochs: 3 ", StringComparison.Ordinal));
        Assert.Contains("quirks.json", Assert.Single(report.Odd).ToString(), StringComparison.Ordinal);
        Assert.Equal("natsbench 0.1.0", report.Provenance.Tool);
        Assert.Equal(16, progress.Last.Records);
        Assert.Equal(progress.Last.TotalBytes, progress.Last.Bytes);
    }

    [Fact]
    public void A_refusal_or_a_cancellation_leaves_nothing_behind()
    {
        TestArchive.WriteDirectory(_folder["part"], [.. Enumerable.Range(0, 40)]);
        Directory.CreateDirectory(_folder["out"]);
        string output = Path.Combine(_folder["out"], "x.natsb");
        using var cancellation = new CancellationTokenSource();
        var progress = new LastProgress { OnReport = report => { if (report.Records == 7) cancellation.Cancel(); } };
        Assert.ThrowsAny<OperationCanceledException>(() =>
            ArchiveConverter.Convert(_folder["part"], output, new() { Threads = 2, Progress = progress, Cancellation = cancellation.Token }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["out"]));

        TestArchive.Write(_folder["part"], "000020.pickle.pbz2", TestArchive.Record(21));
        Assert.Throws<NatsBenchException>(() => ArchiveConverter.Convert(_folder["part"], output));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["out"]));
    }

    [Fact]
    public void A_single_pickle_is_converted_too()
    {
        File.WriteAllBytes(_folder["whole.pickle.pbz2"], TestPickle.DumpCompressed(TestArchive.Whole(1, 5, 9)));
        ConversionReport report = ArchiveConverter.Convert(_folder["whole.pickle.pbz2"], _folder["x.natsb"]);
        Assert.Equal(3, report.Records);
        Assert.Equal("single-pickle", report.Provenance.SourceKind);
        Assert.Empty(report.Odd);
    }

    [Fact]
    public void A_full_archive_is_converted_without_its_weights()
    {
        Directory.CreateDirectory(_folder["x-full"]);
        PyDict trial = TestArchive.Trial("cifar10", 777);
        trial["net_state_dict"] = new PyDict();
        TestArchive.Write(_folder["x-full"], "meta.pickle.pbz2", TestArchive.Meta());
        TestArchive.Write(_folder["x-full"], "000003.pickle.pbz2", TestArchive.Record(3, trial));
        ConversionReport report = ArchiveConverter.Convert(_folder["x-full"], _folder["x.natsb"]);
        Assert.Equal("full-directory", report.Provenance.SourceKind);
        Assert.Equal((1, 1), (report.Trials, report.TrialsWithWeights));
    }

    private sealed class LastProgress : IProgress<ConversionProgress>
    {
        public Action<ConversionProgress>? OnReport { get; init; }

        public ConversionProgress Last { get; private set; }

        public void Report(ConversionProgress value)
        {
            Last = value;
            OnReport?.Invoke(value);
        }
    }
}
