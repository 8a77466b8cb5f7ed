using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tests.Support;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Runs;

public sealed class StudyFolderRunsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_read_as_it_was_run()
    {
        StudyRuns.Into(_folder["run"], StudyRuns.Small);
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        IReadOnlyList<OutcomeColumns> expected = StudyRunner.RunInMemory(
            BoundStudy.Bind(StudyRuns.Small, bench), cancellation: TestContext.Current.CancellationToken);

        RunSet runs = StudyFolderRuns.Read(_folder["run"]);
        Assert.Equal(
            ["random cifar10 cifar10", "random cifar10 cifar100", "rea cifar10 cifar10", "rea cifar10 cifar100",
             "random cifar100 cifar10", "random cifar100 cifar100", "rea cifar100 cifar10", "rea cifar100 cifar100"],
            runs.Entries.Select(entry => $"{entry.Algorithm} {entry.SearchDataset} {entry.ReportDataset}"));
        for (int i = 0; i < runs.Entries.Count; i++)
        {
            OutcomeColumns own = expected[i / 2];
            Assert.Equal(
                own.Outcomes.Zip(own.Reported[i % 2], (outcome, reported) => (outcome.Incumbent, outcome.Clock, outcome.Evaluations, reported.Valid, reported.Test, reported.Regret)),
                runs.Entries[i].Trials.Select(trial => (trial.Architecture, trial.Clock, trial.Evaluations, trial.Valid, trial.Test, trial.Regret)));
            Assert.Equal(own.Outcomes.Select(outcome => (outcome.LogPoints, outcome.Clock, outcome.Final)),
                runs.Entries[i].Trials.Select(trial => (trial.Trace!.Count, trial.Trace.Clock[^1], trial.Trace.Incumbent[^1])));
            Assert.True(runs.Entries[i].Trials.All(trial => trial.Trace!.IsWhole && trial.Trace.Step.SequenceEqual(Enumerable.Range(0, trial.Trace.Count))));
        }
    }

    [Fact]
    public void A_folder_says_where_its_runs_come_from_and_that_they_pair()
    {
        StudyRuns.Into(_folder["run"], StudyRuns.Small);
        RunEntry[] entries = [.. StudyFolderRuns.Read(_folder["run/outcomes.parquet"]).Entries];
        RunProvenance own = entries[0].Provenance;
        Assert.Equal((RunFormat.StudyFolder, TrialPairing.CommonRandomNumbers, RunClock.Simulated), (own.Format, own.Pairing, own.Clock));
        Assert.Equal((StudyRuns.Small.ToJson(), 0UL, 64, 64), (own.Study, own.Seed, own.Sha256.Length, own.Benchmark!.Length));
        Assert.Equal((SearchSpace.Topology, Budget.OfSeconds(400)), (entries[0].Space, entries[0].Budget));
        // Algorithms meet the same luck on one dataset, and another on another.
        Assert.Equal(own.World, entries[2].Provenance.World);
        Assert.NotEqual(own.World, entries[4].Provenance.World);
    }

    [Fact]
    public void Outcomes_alone_are_runs_without_traces()
    {
        StudyRuns.Into(_folder["run"], StudyRuns.Small);
        File.Delete(_folder["run/traces.parquet"]);
        Assert.All(StudyFolderRuns.Read(_folder["run"]).Entries, entry => Assert.All(entry.Trials, trial => Assert.Null(trial.Trace)));
    }

    [Fact]
    public void Log_points_that_are_kept_for_curves_are_not_all_there_were()
    {
        StudyRuns.Into(_folder["run"], StudyRuns.Small with { Traces = TraceKeeping.Curve });
        Assert.All(StudyFolderRuns.Read(_folder["run"]).Entries, entry => Assert.All(entry.Trials, trial => Assert.False(trial.Trace!.IsWhole)));
    }

    [Fact]
    public void What_is_damaged_or_of_another_study_is_refused()
    {
        StudyRuns.Into(_folder["run"], StudyRuns.Small);
        StudyRuns.Into(_folder["other"], StudyRuns.Small with { RootSeed = 1 });
        File.Copy(_folder["other/traces.parquet"], _folder["run/traces.parquet"], overwrite: true);
        Assert.Contains("another study", Assert.Throws<NatsBenchException>(() => StudyFolderRuns.Read(_folder["run"])).Message, StringComparison.Ordinal);

        byte[] bytes = File.ReadAllBytes(_folder["other/traces.parquet"]);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(_folder["other/traces.parquet"], bytes);
        Assert.Contains("cut or changed", Assert.Throws<NatsBenchException>(() => StudyFolderRuns.Read(_folder["other"])).Message, StringComparison.Ordinal);
        Assert.False(StudyFolderRuns.IsAt(_folder["nothing"]));
    }
}
