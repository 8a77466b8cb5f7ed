using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;
using NatsBench.Fast.Studies.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Parts;

/// <summary>Studies run into folders: the same bytes however they came about, nothing lost, nothing foreign touched.</summary>
public sealed class StudyFolderTests(SmallBenchmark small) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BoundStudy _study = small.Bind(SmallBenchmark.Study);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Threads_shards_and_interruptions_leave_the_same_bytes()
    {
        StudyFolderResult whole = Runs.Into(_folder["whole"], _study, threads: 1);
        Dictionary<string, string> expected = Folders.Contents(_folder["whole"]);
        Assert.Equal(["outcomes.parquet", "study.json", "traces.parquet"], expected.Keys.Order());

        foreach (int threads in new[] { 2, 7 })
        {
            Runs.Into(_folder[$"threads {threads}"], _study, threads: threads);
            Assert.Equal(expected, Folders.Contents(_folder[$"threads {threads}"]));
        }

        string[] shards = [.. Enumerable.Range(0, 5).Select(shard => _folder[$"shard {shard}"])];
        for (int shard = 0; shard < shards.Length; shard++)
            Assert.False(Runs.Into(shards[shard], _study, new Shard(shard, 5)).IsFinished);
        Folders.AssertEqual(whole.Outcomes!, Runs.Merge(_folder["merged"], shards));
        Assert.Equal(expected, Folders.Contents(_folder["merged"]));

        StudyFolderResult resumed = RunInterrupted(_folder["resumed"]);
        Assert.True(resumed.Kept > 0 && resumed.Run > 0 && resumed.Kept + resumed.Run == _study.PartCount, $"{resumed.Kept} kept, {resumed.Run} run");
        Assert.Equal(expected, Folders.Contents(_folder["resumed"]));
    }

    [Fact]
    public void Outcomes_are_those_of_a_run_in_memory_and_are_read_back_bit_by_bit()
    {
        IReadOnlyList<ExperimentOutcomes> expected = Runs.InMemory(_study);
        Folders.AssertEqual(expected, Runs.Into(_folder["run"], _study).Outcomes!);
        OutcomeFile read = OutcomeFile.Read(_folder["run/outcomes.parquet"]);
        Folders.AssertEqual(expected, read.Experiments);
        Assert.Equal(SmallBenchmark.Study.ToJson(), read.Study.ToJson());
        Assert.Equal(small.Bench.Provenance.Synthetic, read.Identity.Synthetic);
    }

    [Fact]
    public void A_budget_in_seconds_and_a_study_without_traces_are_read_back_as_well()
    {
        BoundStudy study = small.Bind(SmallBenchmark.OtherStudy);
        Runs.Into(_folder["run"], study);
        Assert.Equal(["outcomes.parquet", "study.json"], Folders.Contents(_folder["run"]).Keys.Order());
        Folders.AssertEqual(Runs.InMemory(study), OutcomeFile.Read(_folder["run/outcomes.parquet"]).Experiments);
    }

    [Fact]
    public void A_finished_folder_is_read_and_not_run_again()
    {
        StudyFolderResult first = Runs.Into(_folder["run"], _study);
        Dictionary<string, string> before = Folders.Contents(_folder["run"]);
        StudyFolderResult again = Runs.Into(_folder["run"], _study);
        Assert.Equal((_study.PartCount, 0), (again.Kept, again.Run));
        Folders.AssertEqual(first.Outcomes!, again.Outcomes!);
        Assert.Equal(before, Folders.Contents(_folder["run"]));
    }

    [Fact]
    public void Shards_share_a_folder_and_a_run_without_shard_finishes_it()
    {
        Runs.Into(_folder["whole"], _study);
        for (int shard = 0; shard < 3; shard++)
            Runs.Into(_folder["shared"], _study, new Shard(shard, 3));
        StudyFolderResult finished = Runs.Into(_folder["shared"], _study);
        Assert.Equal((_study.PartCount, 0), (finished.Kept, finished.Run));
        Assert.Equal(Folders.Contents(_folder["whole"]), Folders.Contents(_folder["shared"]));
    }

    [Fact]
    public void An_interrupted_run_leaves_complete_parts_and_nothing_else()
    {
        using StopAfter stop = new(700);
        Assert.Throws<OperationCanceledException>(() => StudyFolder.Run(_study, _folder["run"], threads: 2, progress: stop, cancellation: stop.Token));
        Assert.All(Folders.Contents(_folder["run"]).Keys, name => Assert.Matches(@"^(study\.json|parts.\d{6}\.(outcomes|traces)\.parquet)$", name));
    }

    [Fact]
    public void What_a_killed_run_left_is_cleared_away()
    {
        Directory.CreateDirectory(_folder["run/parts"]);
        File.WriteAllText(_folder["run/parts/000000.outcomes.parquet.run.partial"], "half");
        File.WriteAllText(_folder["run/parts/000003.traces.parquet.shard-0-of-2.partial"], "half");
        File.WriteAllText(_folder["run/outcomes.parquet.run.partial"], "half");
        // A lock is the system's; a file without one locks nothing.
        File.WriteAllText(_folder["run/natsbench-run.lock"], "");
        Runs.Into(_folder["run"], _study);
        Assert.Equal(["outcomes.parquet", "study.json", "traces.parquet"], Folders.Contents(_folder["run"]).Keys.Order());
    }

    [Fact]
    public void A_shard_leaves_alone_what_another_shard_is_writing()
    {
        Directory.CreateDirectory(_folder["run/parts"]);
        string other = _folder["run/parts/000001.outcomes.parquet.shard-1-of-2.partial"];
        File.WriteAllText(other, "half");
        Runs.Into(_folder["run"], _study, new Shard(0, 2));
        Assert.True(File.Exists(other));
    }

    [Fact]
    public void Parts_left_beside_finished_files_are_removed()
    {
        Runs.Into(_folder["run"], _study);
        Runs.Into(_folder["shard"], _study, new Shard(0, 2));
        Directory.Move(_folder["shard/parts"], _folder["run/parts"]);
        Assert.True(Runs.Into(_folder["run"], _study).IsFinished);
        Assert.False(Directory.Exists(_folder["run/parts"]));
    }

    [Fact]
    public void A_folder_in_use_is_refused()
    {
        Directory.CreateDirectory(_folder["run"]);
        Runs.Into(_folder["shard"], _study, new Shard(0, 1));
        using (FolderLock.Take(_folder["run"], null))
        {
            Refused("natsbench-run.lock", () => Runs.Into(_folder["run"], _study));
            Refused("natsbench-run.lock", () => Runs.Into(_folder["run"], _study, new Shard(0, 2)));
            Refused("natsbench-run.lock", () => Runs.Merge(_folder["run"], _folder["shard"]));
        }
        using (FolderLock.Take(_folder["run"], new Shard(0, 2)))
        {
            Refused("natsbench-shard-0-of-2.lock", () => Runs.Into(_folder["run"], _study));
            Refused("natsbench-shard-0-of-2.lock", () => Runs.Into(_folder["run"], _study, new Shard(0, 2)));
            Runs.Into(_folder["run"], _study, new Shard(1, 2));
        }
        Assert.DoesNotContain(Folders.Contents(_folder["run"]).Keys, name => name.EndsWith(".lock", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_with_other_files_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(_folder["run/thesis.tex"], "precious");
        Refused("'thesis.tex'", () => Runs.Into(_folder["run"], _study));
        Assert.Equal(["thesis.tex"], Folders.Contents(_folder["run"]).Keys);
        File.WriteAllText(_folder["file"], "");
        Refused(_folder["file"], () => Runs.Into(_folder["file"], _study));
    }

    [Theory]
    [InlineData("Cargo.lock")]
    [InlineData("run.lock")]
    [InlineData("natsbench-shard-notes.lock")]
    [InlineData("film.iso.partial")]
    [InlineData("outcomes.parquet.partial")]
    [InlineData("outcomes.parquet.mine.partial")]
    [InlineData("parts/mine.outcomes.parquet")]
    [InlineData("parts/mine.traces.parquet")]
    [InlineData("parts/.traces.parquet")]
    [InlineData("parts/000001.outcomes.parquet.mine.partial")]
    [InlineData("parts/natsbench-run.lock")]
    public void Files_that_are_like_those_of_a_study_are_left_alone_as_well(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[$"run/{name}"])!);
        File.WriteAllText(_folder[$"run/{name}"], "precious");
        Refused($"holds '{Path.GetFileName(name)}'", () => Runs.Into(_folder["run"], _study));
        Refused($"holds '{Path.GetFileName(name)}'", () => Runs.Into(_folder["run"], _study, new Shard(0, 2)));
        Runs.Into(_folder["a"], _study, new Shard(0, 1));
        Refused("holds '", () => Runs.Merge(_folder["run"], _folder["a"]));
        Assert.Equal([Path.Combine(name.Split('/'))], Folders.Contents(_folder["run"]).Keys);
        Assert.Equal("precious", File.ReadAllText(_folder[$"run/{name}"]));
    }

    [Fact]
    public void Traces_that_are_another_file_of_the_same_study_are_refused()
    {
        Runs.Into(_folder["part"], _study, new Shard(0, 1));
        Runs.Into(_folder["run"], _study);
        foreach (string other in new[] { _folder["run/outcomes.parquet"], Folders.TracesOf(_folder["part"], 0) })
        {
            File.Copy(other, _folder["run/traces.parquet"], overwrite: true);
            Refused("traces.parquet: is missing, cut or changed", () => Runs.Into(_folder["run"], _study));
        }
    }

    [Fact]
    public void A_description_that_was_removed_is_put_back()
    {
        Runs.Into(_folder["run"], _study);
        Dictionary<string, string> before = Folders.Contents(_folder["run"]);
        File.Delete(_folder["run/study.json"]);
        Runs.Into(_folder["run"], _study);
        Assert.Equal(before, Folders.Contents(_folder["run"]));
    }

    [Fact]
    public void Another_study_in_the_folder_is_refused_with_the_line_that_differs()
    {
        Runs.Into(_folder["run"], _study, new Shard(0, 2));
        BoundStudy other = small.Bind(SmallBenchmark.Study with { Trials = 251 });
        Refused("\"trials\": 250, not \"trials\": 251", () => Runs.Into(_folder["run"], other, new Shard(1, 2)));
        File.Delete(_folder["run/study.json"]);
        Refused("000000.outcomes.parquet: belongs to another study", () => Runs.Into(_folder["run"], other));
    }

    [Fact]
    public void Parts_and_finished_files_of_another_benchmark_are_refused()
    {
        BoundStudy other = BoundStudy.Bind(SmallBenchmark.Study, small.Other);
        Runs.Into(_folder["part"], _study, new Shard(0, 2));
        Refused("another benchmark file", () => Runs.Into(_folder["part"], other));
        Refused("another benchmark file", () => Runs.Into(_folder["part"], other, new Shard(1, 2)));
        Runs.Into(_folder["run"], _study);
        Refused("outcomes.parquet: belongs to another benchmark file", () => Runs.Into(_folder["run"], other));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        Runs.Into(_folder["run"], _study, new Shard(0, 1));
        Directory.CreateDirectory(_folder["run/outcomes.parquet"]);
        Refused("outcomes.parquet: cannot be written", () => Runs.Into(_folder["run"], _study));
        Assert.DoesNotContain(Folders.Contents(_folder["run"]).Keys, name => name.EndsWith(".partial", StringComparison.Ordinal));
    }

    private StudyFolderResult RunInterrupted(string folder)
    {
        using StopAfter stop = new(900);
        Assert.Throws<OperationCanceledException>(() => StudyFolder.Run(_study, folder, threads: 2, progress: stop, cancellation: stop.Token));
        return Runs.Into(folder, _study, threads: 2);
    }

    // The name is one that does not exist: a test must not try this on /dev/null itself.
    [Fact]
    public void A_place_for_devices_is_not_written()
    {
        if (OperatingSystem.IsWindows())
            return;
        Refused("/dev/natsbench-test: is a place for devices", () => Runs.Into("/dev/natsbench-test", _study));
        Refused("/dev/natsbench-test: is a place for devices", () => Runs.Merge("/dev/natsbench-test", _folder["none"]));
        Assert.False(Directory.Exists("/dev/natsbench-test"));
    }

    private static void Refused(string part, Action run) => Assert.Contains(part, Assert.Throws<NatsBenchException>(run).Message, StringComparison.Ordinal);
}
