using System.Text;
using CsCheck;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Parts;

/// <summary>No byte of a file changes unnoticed.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BoundStudy _study;

    public DamageTests(SmallBenchmark small) => _study = small.Bind(SmallBenchmark.OtherStudy);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_changed_byte_anywhere_is_noticed()
    {
        Runs.Into(_folder["run"], _study);
        byte[] whole = File.ReadAllBytes(_folder["run/outcomes.parquet"]);
        Assert.NotNull(Read(whole));
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 7]).Sample((place, bit) =>
        {
            byte[] changed = [.. whole];
            changed[place] ^= (byte)(1 << bit);
            return Read(changed) is null;
        }, threads: 1, iter: 1000);
    }

    [Fact]
    public void A_cut_file_is_noticed_wherever_it_is_cut()
    {
        Runs.Into(_folder["run"], _study);
        byte[] whole = File.ReadAllBytes(_folder["run/outcomes.parquet"]);
        for (int length = 0; length < whole.Length; length += int.Max(1, whole.Length / 500))
            Assert.Null(Read(whole[..length]));
        Assert.Null(Read([.. whole, 0]));
    }

    [Fact]
    public void A_damaged_part_is_run_again()
    {
        Runs.Into(_folder["expected"], _study);
        Runs.Into(_folder["run"], _study, new Shard(0, 1));
        Folders.Edit(Folders.OutcomesOf(_folder["run"], 1), bytes => bytes[..^5]);
        StudyFolderResult result = Runs.Into(_folder["run"], _study);
        Assert.Equal((37, 1), (result.Kept, result.Run));
        Assert.Equal(Folders.Contents(_folder["expected"]), Folders.Contents(_folder["run"]));
    }

    [Fact]
    public void A_damaged_part_is_not_merged()
    {
        Runs.Into(_folder["run"], _study, new Shard(0, 1));
        string path = Folders.OutcomesOf(_folder["run"], 1);
        Folders.Edit(path, bytes =>
        {
            bytes[bytes.Length / 2] ^= 1;
            return bytes;
        });
        Assert.Contains(path, Assert.Throws<NatsBenchException>(() => Runs.Merge(_folder["out"], [_folder["run"]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_under_another_parts_name_is_refused()
    {
        Runs.Into(_folder["run"], _study, new Shard(0, 1));
        File.Copy(Folders.OutcomesOf(_folder["run"], 0), Folders.OutcomesOf(_folder["run"], 1), overwrite: true);
        Assert.Contains(
            "000001.outcomes.parquet: belongs to part 0", Assert.Throws<NatsBenchException>(() => Runs.Into(_folder["run"], _study)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_finished_files_are_refused_with_the_remedy()
    {
        Runs.Into(_folder["run"], _study);
        Folders.Edit(_folder["run/outcomes.parquet"], bytes => bytes[..100]);
        string message = Assert.Throws<NatsBenchException>(() => Runs.Into(_folder["run"], _study)).Message;
        Assert.Contains("outcomes.parquet: is missing, cut or changed", message, StringComparison.Ordinal);
        Assert.Contains("remove it and run", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_no_outcomes()
    {
        foreach (string text in new[] { "", "PAR1", "PAR1PAR1", "a,b\n1,2\n", "PAR1\0\0\0\0PAR1", "PAR1\uffff\uffff\uffffPAR1" })
            Assert.Null(Read(Encoding.Latin1.GetBytes(text)));
        Assert.Contains("is missing", Assert.Throws<NatsBenchException>(() => OutcomeFile.Read(_folder["nowhere"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_is_no_finished_study_and_a_sealed_lie_is_seen()
    {
        Runs.Into(_folder["run"], _study, new Shard(0, 1));
        Refused(Folders.OutcomesOf(_folder["run"], 0));
        // Sealed, but its study asks for more rows than there are.
        StudyLayout layout = new(_study.Study, _study.Benchmark!.Space);
        OutcomeTable table = new(layout);
        using TableReader part = TableReader.TryOpen(Folders.OutcomesOf(_folder["run"], 0))!;
        part.Read(0, table);
        table.AddNames(layout.Part(0), table.Rows);
        using (TableWriter writer = new(_folder["lie"], "test", table, Task.FromResult(part.Identity)))
        {
            writer.Write(table);
            writer.Close();
            writer.Publish();
        }
        Refused(_folder["lie"]);
    }

    private static void Refused(string path) =>
        Assert.Contains("does not hold what its study asks for", Assert.Throws<NatsBenchException>(() => OutcomeFile.Read(path)).Message, StringComparison.Ordinal);

    private OutcomeFile? Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder["changed"], bytes);
        try
        {
            return OutcomeFile.Read(_folder["changed"]);
        }
        catch (NatsBenchException)
        {
            return null;
        }
    }
}
