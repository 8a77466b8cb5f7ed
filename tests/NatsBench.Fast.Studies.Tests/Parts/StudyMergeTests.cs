using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Parts;

/// <summary>Parts that are merged belong together and are all there, or the message names them.</summary>
public sealed class StudyMergeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SmallBenchmark _small;
    private readonly BoundStudy _study;

    public StudyMergeTests(SmallBenchmark small)
    {
        (_small, _study) = (small, small.Bind(SmallBenchmark.Study));
        Runs.Into(_folder["a"], _study, new Shard(0, 2));
        Runs.Into(_folder["b"], _study, new Shard(1, 2));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_of_parts_are_merged_as_folders_are()
    {
        Runs.Merge(_folder["folders"], [_folder["a"], _folder["b"]]);
        Runs.Merge(_folder["files"], [.. Directory.EnumerateFiles(_folder["a/parts"]), .. Directory.EnumerateFiles(_folder["b/parts"], "*.traces.parquet")]);
        Assert.Equal(Folders.Contents(_folder["folders"]), Folders.Contents(_folder["files"]));
    }

    [Fact]
    public void A_merge_that_was_killed_is_begun_again()
    {
        Runs.Merge(_folder["whole"], [_folder["a"], _folder["b"]]);
        // What it leaves when it dies before the last name is given.
        Directory.CreateDirectory(_folder["killed"]);
        File.Copy(_folder["whole/study.json"], _folder["killed/study.json"]);
        File.WriteAllText(_folder["killed/traces.parquet"], "cut");
        Runs.Merge(_folder["killed"], [_folder["a"], _folder["b"]]);
        Assert.Equal(Folders.Contents(_folder["whole"]), Folders.Contents(_folder["killed"]));
        Assert.Contains("choose an empty folder", Assert.Throws<NatsBenchException>(() => Runs.Merge(_folder["killed"], [_folder["a"], _folder["b"]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_are_only_read()
    {
        string inside = _folder["b/parts/merged"];
        Assert.Contains("which is only read", Assert.Throws<NatsBenchException>(() => Runs.Merge(inside, [_folder["a"], _folder["b"]])).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(inside));
    }

    [Fact]
    public void A_folder_of_another_study_is_no_unfinished_merge()
    {
        Directory.CreateDirectory(_folder["other"]);
        File.WriteAllText(_folder["other/study.json"], "{}");
        Assert.Throws<NatsBenchException>(() => Runs.Merge(_folder["other"], [_folder["a"], _folder["b"]]));
        Assert.Equal("{}", File.ReadAllText(_folder["other/study.json"]));
    }

    [Fact]
    public void Missing_parts_are_named_in_few_words()
    {
        Refused("24 of 48 parts are missing: 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, …;", _folder["a"]);
        File.Delete(Folders.OutcomesOf(_folder["b"], 5));
        File.Delete(Folders.OutcomesOf(_folder["b"], 7));
        File.Delete(Folders.OutcomesOf(_folder["a"], 6));
        Refused("3 of 48 parts are missing: 5-7;", _folder["a"], _folder["b"]);
        Assert.Equal("0-2, 4, 6-7", StudyMerge.Ranges([0, 1, 2, 4, 6, 7]));
        Assert.EndsWith("38, …", StudyMerge.Ranges([.. Enumerable.Range(0, 100).Where(number => number % 2 == 0)]), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_traces_are_named()
    {
        File.Delete(Folders.TracesOf(_folder["b"], 5));
        Refused(Folders.TracesOf(_folder["b"], 5), _folder["a"], _folder["b"]);
    }

    [Fact]
    public void A_part_that_is_there_twice_is_named_with_both_files()
    {
        Runs.Into(_folder["c"], _study, new Shard(3, 18));
        string message = Refused("part 3 is there twice", _folder["a"], _folder["b"], _folder["c"]);
        Assert.Contains(Folders.OutcomesOf(_folder["b"], 3), message, StringComparison.Ordinal);
        Assert.Contains(Folders.OutcomesOf(_folder["c"], 3), message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_another_study_or_benchmark_are_named_with_what_differs()
    {
        Runs.Into(_folder["seed"], _small.Bind(SmallBenchmark.Study with { RootSeed = 1 }), new Shard(1, 2));
        string message = Refused("\"seed\": 1, not \"seed\": 0", _folder["a"], _folder["seed"]);
        Assert.Contains(Folders.OutcomesOf(_folder["a"], 0), message, StringComparison.Ordinal);
        Assert.Contains(Folders.OutcomesOf(_folder["seed"], 1), message, StringComparison.Ordinal);
        Runs.Into(_folder["bench"], BoundStudy.Bind(SmallBenchmark.Study, _small.Other), new Shard(1, 2));
        Refused("another benchmark file", _folder["a"], _folder["bench"]);
    }

    [Fact]
    public void Parts_of_another_version_are_refused()
    {
        string path = Folders.OutcomesOf(_folder["b"], 1);
        StudyLayout layout = new(SmallBenchmark.Study, _small.Bench.Space);
        StudyPart part = layout.Part(1);
        OutcomeTable table = new(layout);
        FileIdentity identity;
        using (TableReader file = TableReader.TryOpen(path)!)
        {
            file.Read(0, table);
            table.AddNames(part, table.Rows);
            identity = file.Identity with { ToolVersion = "natsbench 0.0.1" };
        }
        using (TableWriter writer = new(path, "test", table, Task.FromResult(identity), PartFiles.Metadata(1, layout)))
        {
            writer.Write(table);
            writer.Close();
            writer.Publish();
        }
        Refused("another version (natsbench 0.0.1, not", _folder["a"], _folder["b"]);
        Refused("was written by natsbench 0.0.1; merge with that version", path);
        Assert.Contains("another version", Assert.Throws<NatsBenchException>(() => Runs.Into(_folder["b"], _study, new Shard(1, 2))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_part_is_refused_by_name()
    {
        Runs.Merge(_folder["done"], [_folder["a"], _folder["b"]]);
        Refused("is a finished study", _folder["done"]);
        Refused("is neither a folder nor a part", _folder["done/study.json"]);
        Refused("is neither a folder nor a part", _folder["nowhere"]);
        Directory.CreateDirectory(_folder["empty"]);
        Refused("holds no parts", _folder["empty"]);
        Assert.Contains("no parts", Assert.Throws<NatsBenchException>(() => Runs.Merge(_folder["out"], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_refused()
    {
        Assert.Contains("already; choose an empty folder", Assert.Throws<NatsBenchException>(() => Runs.Merge(_folder["b"], [_folder["a"]])).Message, StringComparison.Ordinal);
        File.WriteAllText(_folder["file"], "");
        Assert.Contains("is a file", Assert.Throws<NatsBenchException>(() => Runs.Merge(_folder["file"], [_folder["a"]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_merge_leaves_nothing()
    {
        using CancellationTokenSource source = new();
        Stop stop = new(source);
        Assert.Throws<OperationCanceledException>(() => StudyMerge.Run([_folder["a"], _folder["b"]], _folder["out"], stop, source.Token));
        Assert.False(Directory.Exists(_folder["out"]));
    }

    // Whatever is refused leaves no folder behind.
    private string Refused(string part, params string[] sources)
    {
        string message = Assert.Throws<NatsBenchException>(() => Runs.Merge(_folder["out"], sources)).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.False(Directory.Exists(_folder["out"]));
        return message;
    }

    private sealed class Stop(CancellationTokenSource source) : IProgress<double>
    {
        public void Report(double value)
        {
            if (value > 0.5)
                source.Cancel();
        }
    }
}
