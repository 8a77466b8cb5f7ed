using NatsBench.Fast.Format;
using NatsBench.Fast.Model;
using NatsBench.Fast.Official;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Reading;

/// <summary>A file is what was written, or it is refused: never a wrong answer.</summary>
public sealed class DamageTests
{
    private static readonly string[] Questions =
    [
        """{"call": "len"}""",
        """{"call": "arch", "args": {"index": 3}}""",
        """{"call": "query_index_by_arch", "args": {"arch": "8:8:8:8:48"}}""",
        """{"call": "query_by_index", "args": {"arch_index": 1, "hp": "12"}}""",
        """{"call": "query_by_index", "args": {"arch_index": 3, "hp": "12"}}""",
        """{"call": "query_by_index", "args": {"arch_index": 3, "hp": "90"}}""",
        """{"call": "query_by_index", "args": {"arch_index": 6, "hp": "90"}}""",
        """{"call": "query_by_index", "args": {"arch_index": 6, "hp": "12"}}""",
        .. from place in new[] { (1, "12", "cifar10-valid"), (1, "12", "cifar10"), (3, "90", "cifar100"), (6, "90", "ninapro") }
           from call in new[]
           {
               $$$"""{"call": "get_more_info", "args": {"index": {{{place.Item1}}}, "hp": "{{{place.Item2}}}", "dataset": "{{{place.Item3}}}", "is_random": false}}""",
               $$$"""{"call": "get_cost_info", "args": {"index": {{{place.Item1}}}, "hp": "{{{place.Item2}}}", "dataset": "{{{place.Item3}}}"}}""",
           }
           select call,
    ];

    [Fact]
    public void Flipping_any_byte_is_noticed_or_changes_no_answer()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["whole.natsb"], SampleRecords.Fixed);
        byte[] whole = File.ReadAllBytes(folder["whole.natsb"]);
        string[] truth = AnswerAll(folder["whole.natsb"])!;
        int noticed = 0, harmless = 0;

        Parallel.For(0, whole.Length, position =>
        {
            string path = folder[$"flipped-{position}.natsb"];
            byte[] flipped = [.. whole];
            flipped[position] ^= (byte)(1 << (position % 8));
            File.WriteAllBytes(path, flipped);
            string[]? answers = AnswerAll(path);
            File.Delete(path);
            Interlocked.Increment(ref answers is null ? ref noticed : ref harmless);
            if (answers is not null)
                Assert.Equal(truth, answers);
        });

        // Only the zeros between blocks may change unnoticed.
        Assert.True(noticed > whole.Length / 2, $"{noticed} flips noticed, {harmless} harmless, of {whole.Length}");
    }

    [Fact]
    public void Cutting_the_file_anywhere_is_noticed()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["whole.natsb"], SampleRecords.Fixed);
        byte[] whole = File.ReadAllBytes(folder["whole.natsb"]);
        for (int length = 0; length < whole.Length; length += length < 256 ? 1 : 13)
        {
            File.WriteAllBytes(folder["cut.natsb"], whole.AsSpan(0, length));
            DamagedFileException e = Assert.Throws<DamagedFileException>(() => NatsBenchmark.Open(folder["cut.natsb"]));
            Assert.Contains("cut.natsb", e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PK\u0003\u0004 some other file, long enough to hold a header of sixty-four bytes", "not a .natsb file")]
    [InlineData("", "is empty")]
    public void A_foreign_file_is_named_as_such(string content, string expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["foreign.natsb"], content);
        DamagedFileException e = Assert.Throws<DamagedFileException>(() => NatsBenchmark.Open(folder["foreign.natsb"]));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_version_is_named_with_the_remedy()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["later.natsb"], SampleRecords.Fixed);
        byte[] bytes = File.ReadAllBytes(folder["later.natsb"]);
        FileHeader header = FileHeader.Read(bytes, bytes.Length, "later.natsb");
        (header with { Major = 2, Minor = 0 }).Write(bytes);
        File.WriteAllBytes(folder["later.natsb"], bytes);
        DamagedFileException e = Assert.Throws<DamagedFileException>(() => NatsBenchmark.Open(folder["later.natsb"]));
        Assert.Contains("format version 2.0, this library reads 1.x", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_a_later_minor_version_is_passed_over()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["whole.natsb"], SampleRecords.Fixed);
        string[] truth = AnswerAll(folder["whole.natsb"])!;
        byte[] bytes = File.ReadAllBytes(folder["whole.natsb"]);
        FileHeader header = FileHeader.Read(bytes, bytes.Length, "whole.natsb");
        FileDirectory directory = FileDirectory.Read(bytes.AsSpan((int)header.DirectoryOffset), "whole.natsb");
        ColumnEntry strange = directory.Columns[0] with { Key = directory.Columns[0].Key with { Kind = 99 }, Type = ElementType.Int32 };
        byte[] longer = new FileDirectory([.. directory.Columns, strange], directory.Names).ToArray();
        byte[] later = [.. bytes.AsSpan(0, (int)header.DirectoryOffset), .. longer];
        (header with
        {
            Minor = FileLayout.MinorVersion + 1,
            FileLength = later.Length,
            DirectoryLength = longer.Length,
            DirectoryHash = System.IO.Hashing.XxHash3.HashToUInt64(longer),
        }).Write(later);
        File.WriteAllBytes(folder["later.natsb"], later);
        Assert.Equal(truth, AnswerAll(folder["later.natsb"]));
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_named()
    {
        using TemporaryFolder folder = new();
        Assert.Contains("no such file", Assert.Throws<NatsBenchException>(() => NatsBenchmark.Open(folder["absent.natsb"])).Message, StringComparison.Ordinal);
        Assert.Contains(folder.Path, Assert.Throws<NatsBenchException>(() => NatsBenchmark.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(4096)]
    public void A_file_cut_short_while_it_is_open_is_refused_where_it_is_read_next(int left)
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Fixed);
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        OfficialCalls calls = new(bench, new Random(0));
        // As 'cp new a.natsb' or a shell's '>' does, which ask for no lock.
        Overwrite(folder["a.natsb"], stream => stream.SetLength(left));
        DamagedFileException e = Assert.Throws<DamagedFileException>(() => calls.Answer(Questions[5]));
        Assert.Contains("a.natsb: was cut short while it was open", e.Message, StringComparison.Ordinal);
        Assert.Contains("renaming", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_written_over_while_it_is_open_answers_as_before_or_is_refused()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Fixed);
        SampleRecords.Write(folder["b.natsb"], SampleRecords.Ordinary);
        byte[] other = File.ReadAllBytes(folder["b.natsb"]);
        string[] truth = AnswerAll(folder["a.natsb"])!;
        using NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        OfficialCalls calls = new(bench, new Random(0));
        Assert.Equal(truth[0], calls.Answer(Questions[0]));
        Overwrite(folder["a.natsb"], stream =>
        {
            stream.SetLength(0);
            stream.Write(other);
        });
        for (int i = 0; i < Questions.Length; i++)
        {
            try
            {
                Assert.Equal(truth[i], calls.Answer(Questions[i]));
            }
            catch (DamagedFileException)
            {
                // It saw that its blocks are no longer there.
            }
        }
    }

    // In place, as another program does that knows no locks of .NET.
    private static void Overwrite(string path, Action<FileStream> change)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        change(stream);
    }

    [Fact]
    public void A_message_shows_control_characters_of_names()
    {
        NatsBenchException e = new("a.natsb: no set '\u001b[2J\n\u202e' \ud83d\ude00");
        Assert.Equal("a.natsb: no set '\\u001b[2J\\u000a\\u202e' \ud83d\ude00", e.Message);
    }

    [Fact]
    public void A_closed_benchmark_refuses_what_it_has_not_read()
    {
        using TemporaryFolder folder = new();
        SampleRecords.Write(folder["a.natsb"], SampleRecords.Fixed);
        NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]);
        bench.Dispose();
        Assert.Throws<ObjectDisposedException>(() => bench.Runs(1, Dataset.Cifar10, TrainingSetting.Epochs12));
    }

    private static string[]? AnswerAll(string path)
    {
        try
        {
            using NatsBenchmark bench = NatsBenchmark.Open(path);
            OfficialCalls calls = new(bench, new Random(0));
            return [.. Questions.Select(calls.Answer), bench.Provenance.ToString()];
        }
        catch (DamagedFileException)
        {
            return null;
        }
    }
}
