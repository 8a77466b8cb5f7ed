using System.Diagnostics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Parts;

/// <summary>How a study is cut: evenly for any handful of shards, also where there are more shards than parts, and as before where it was begun so.</summary>
public sealed class CutTests(SmallBenchmark small) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BoundStudy _study = small.Bind(SmallBenchmark.OtherStudy);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(150)]
    [InlineData(6_401)]
    [InlineData(99_999)]
    [InlineData(1_000_001)]
    [InlineData(Study.MostTrials)]
    public void Parts_are_all_trials_in_order_and_blocks_are_those_of_the_coarse_cut(int trials)
    {
        Study study = SmallBenchmark.OtherStudy with { Trials = trials, Datasets = [Dataset.Cifar10, Dataset.Cifar100] };
        StudyLayout fine = new(study, SearchSpace.Topology), coarse = new(study, SearchSpace.Topology, isCoarse: true);
        HashSet<(int, int)> blocks = [];
        (int experiment, int next) = (0, 0);
        for (int number = 0; number < fine.PartCount; number++)
        {
            StudyPart part = fine.Part(number);
            if (next == trials)
                (experiment, next) = (experiment + 1, 0);
            Assert.Equal((number, experiment, next), (part.Number, part.Experiment, part.FirstTrial));
            Assert.True(part.Count > 0);
            next += part.Count;
            if (fine.EndsBlock(part))
                blocks.Add((part.Experiment, next));
        }
        Assert.Equal((1, trials), (experiment, next));
        Assert.Equal(
            Enumerable.Range(0, coarse.PartCount).Select(coarse.Part).Select(part => (part.Experiment, part.FirstTrial + part.Count)), blocks.Order());
    }

    [Theory]
    [InlineData(100, 8)]
    [InlineData(150, 5)]
    [InlineData(500, 10)]
    [InlineData(5_000, 16)]
    public void Shards_of_a_small_study_have_hardly_more_to_do_than_each_other(int trials, int shards)
    {
        StudyLayout layout = new(SmallBenchmark.OtherStudy with { Trials = trials }, SearchSpace.Topology);
        int most = Enumerable.Range(0, shards).Max(shard =>
            Enumerable.Range(0, layout.PartCount).Where(new Shard(shard, shards).Owns).Sum(part => layout.Part(part).Count));
        Assert.InRange(most, 1, 1.35 * trials / shards);
    }

    [Fact]
    public void A_shard_beyond_the_parts_has_nothing_to_do_and_merges()
    {
        BoundStudy study = small.Bind(SmallBenchmark.OtherStudy with { Trials = 2 });
        string[] shards = [.. Enumerable.Range(0, 3).Select(shard => _folder[$"shard {shard}"])];
        for (int shard = 0; shard < shards.Length; shard++)
        {
            StudyFolderResult result = Runs.Into(shards[shard], study, new Shard(shard, 3));
            Assert.Equal((0, shard < 2 ? 1 : 0, 2, false), (result.Kept, result.Run, result.PartCount, result.IsFinished));
        }
        Runs.Into(_folder["whole"], study);
        Runs.Merge(_folder["merged"], shards);
        Assert.Equal(Folders.Contents(_folder["whole"]), Folders.Contents(_folder["merged"]));
        // In any order, and again.
        Runs.Into(shards[2], study, new Shard(2, 3));
        Runs.Merge(_folder["again"], [.. shards.Reverse()]);
        Assert.Equal(Folders.Contents(_folder["whole"]), Folders.Contents(_folder["again"]));
    }

    [Fact]
    public void A_shard_with_nothing_to_do_still_belongs_to_its_study()
    {
        Runs.Into(_folder["a"], small.Bind(SmallBenchmark.OtherStudy with { Trials = 2 }), new Shard(0, 1));
        Runs.Into(_folder["idle"], small.Bind(SmallBenchmark.OtherStudy with { Trials = 2, RootSeed = 1 }), new Shard(2, 3));
        string message = Refused(() => Runs.Merge(_folder["out"], [_folder["a"], _folder["idle"]]));
        Assert.Contains(Path.Combine("idle", "study.json"), message, StringComparison.Ordinal);
        Assert.Contains("\"seed\": 1, not \"seed\": 0", message, StringComparison.Ordinal);
        Assert.Contains("no parts to merge", Refused(() => Runs.Merge(_folder["out"], [_folder["idle"]])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_in_place_of_the_study_of_an_idle_shard_is_refused_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kinds are told on Linux");
        Runs.Into(_folder["a"], small.Bind(SmallBenchmark.OtherStudy with { Trials = 2 }), new Shard(0, 1));
        Runs.Into(_folder["idle"], small.Bind(SmallBenchmark.OtherStudy with { Trials = 2 }), new Shard(2, 3));
        string study = Path.Combine(_folder["idle"], "study.json");
        File.Delete(study);
        using (Process made = Process.Start("mkfifo", [study]))
            made.WaitForExit();
        Assert.Contains($"{study}: is a named pipe", Refused(() => Runs.Merge(_folder["out"], [_folder["a"], _folder["idle"]])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_was_begun_with_whole_blocks_is_finished_with_the_same_bytes()
    {
        Runs.Into(_folder["whole"], _study);
        RunCoarsely(_folder["run"], part => part == 1);
        StudyFolderResult result = Runs.Into(_folder["run"], _study);
        Assert.Equal((1, 1, 2), (result.Kept, result.Run, result.PartCount));
        Assert.Equal(Folders.Contents(_folder["whole"]), Folders.Contents(_folder["run"]));
    }

    [Fact]
    public void Shards_that_were_run_with_whole_blocks_are_merged_with_the_same_bytes()
    {
        Runs.Into(_folder["whole"], _study);
        RunCoarsely(_folder["a"], part => part == 0);
        RunCoarsely(_folder["b"], part => part == 1);
        Runs.Merge(_folder["merged"], [_folder["a"], _folder["b"]]);
        Assert.Equal(Folders.Contents(_folder["whole"]), Folders.Contents(_folder["merged"]));
    }

    [Fact]
    public void Parts_of_two_cuts_are_not_mixed()
    {
        RunCoarsely(_folder["a"], part => part == 0);
        Runs.Into(_folder["b"], _study, new Shard(1, 2));
        string message = Refused(() => Runs.Merge(_folder["out"], [_folder["a"], _folder["b"]]));
        Assert.Contains("belongs to another cut of the study (into 38 parts, not 2)", message, StringComparison.Ordinal);
        Assert.Contains(_folder["b"], message, StringComparison.Ordinal);
    }

    private void RunCoarsely(string folder, Func<int, bool> isOwn)
    {
        StudyLayout coarse = new(_study.Study, _study.Benchmark!.Space, isCoarse: true);
        string parts = Directory.CreateDirectory(Path.Combine(folder, "parts")).FullName;
        PartWriter writer = new(parts, "run", coarse, Task.FromResult(FileIdentity.Of(_study)));
        StudyRunner.Run(
            _study.In(coarse), [.. Enumerable.Range(0, coarse.PartCount).Where(isOwn)], _study.Study.Traces, writer.Write, threads: 1,
            cancellation: TestContext.Current.CancellationToken);
    }

    private static string Refused(Action run) => Assert.Throws<NatsBenchException>(run).Message;
}
