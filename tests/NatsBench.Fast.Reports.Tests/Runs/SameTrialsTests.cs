using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tests.Support;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Runs;

/// <summary>The same trials in every format are the same numbers, bit by bit.</summary>
public sealed class SameTrialsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NatsBenchmark _bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
    private readonly RunEntry _own;

    public SameTrialsTests()
    {
        StudyRuns.Into(_folder["run"], SameTrials.Study);
        _own = StudyFolderRuns.Read(_folder["run"]).Entries[0];
    }

    private RunImport Import => new() { Table = new BenchmarkTable(_bench), Dataset = Dataset.Cifar10, Budget = Budget.OfSeconds(300) };

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_golden_trials_are_those_that_the_study_runs()
    {
        string json = SameTrials.Json(_own, _bench);
        if (Environment.GetEnvironmentVariable("NATSBENCH_UPDATE_GOLDEN") == "1")
            File.WriteAllText(SameTrials.Golden("trials.json"), json);
        Assert.Equal(File.ReadAllText(SameTrials.Golden("trials.json")), json);
    }

    [Theory]
    [InlineData("runs.csv", RunFormat.Csv)]
    [InlineData("results.pth", RunFormat.TorchResults)]
    [InlineData("results-legacy.pth", RunFormat.TorchResults)]
    [InlineData("syne-tune", RunFormat.SyneTune)]
    [InlineData("syne-tune.csv", RunFormat.SyneTune)]
    public void Every_format_gives_the_same_trials(string name, RunFormat format)
    {
        RunEntry entry = Assert.Single(RunReader.Read(SameTrials.Golden(name), Import).Entries);
        Assert.Equal(format, entry.Provenance.Format);
        AssertSame(entry);
    }

    [Fact]
    public void Log_points_of_a_study_are_a_Parquet_file_like_any() =>
        AssertSame(Assert.Single(RunReader.Read(_folder["run/traces.parquet"], Import).Entries));

    [Fact]
    public void Trials_that_ended_before_the_budget_count_as_they_ended()
    {
        RunEntry entry = RunReader.Read(SameTrials.Golden("runs.csv"), Import with { Budget = Budget.OfSeconds(1000) }).Entries[0];
        Assert.Equal("4 of 4 trials ended before the budget: they count as they ended", entry.Provenance.Note);
        Assert.All(entry.Trials, trial =>
        {
            Assert.Equal(trial.Trace!.Incumbent[^1], trial.Architecture);
            Assert.Equal(Import.Table!.Report(Dataset.Cifar10).Test[trial.Architecture], trial.Test);
            Assert.Equal(trial.Trace.Count, trial.Evaluations);
        });
        Assert.Equal("", RunReader.Read(SameTrials.Golden("runs.csv"), Import).Entries[0].Provenance.Note);
    }

    [Fact]
    public void A_list_of_final_architectures_has_the_accuracies_of_those()
    {
        RunEntry entry = Assert.Single(RunReader.Read(SameTrials.Golden("finals.txt"), Import).Entries);
        Assert.Equal(RunFormat.FinalList, entry.Provenance.Format);
        Assert.Equal(_own.Trials.Select(trial => (trial.Number, trial.Architecture, trial.Regret)), entry.Trials.Select(trial => (trial.Number, trial.Architecture, trial.Regret)));
        Assert.Equal(_own.Trials.Select(trial => Import.Table!.Report(Dataset.Cifar10).Test[trial.Architecture]), entry.Trials.Select(trial => trial.Test));
        Assert.All(entry.Trials, trial => Assert.Null(trial.Trace));
    }

    private void AssertSame(RunEntry entry)
    {
        Assert.Equal(
            _own.Trials.Select(trial => (trial.Number, trial.Architecture, trial.Valid, trial.Test, trial.Regret, trial.Clock, trial.Evaluations)),
            entry.Trials.Select(trial => (trial.Number, trial.Architecture, trial.Valid, trial.Test, trial.Regret, trial.Clock, trial.Evaluations)));
        Assert.All(entry.Trials, trial => Assert.True(trial.Trace!.IsWhole));
        Assert.Equal(_own.Trials.SelectMany(trial => trial.Trace!.Incumbent), entry.Trials.SelectMany(trial => trial.Trace!.Incumbent));
        Assert.Equal(_own.Trials.SelectMany(trial => trial.Trace!.Clock), entry.Trials.SelectMany(trial => trial.Trace!.Clock));
        Assert.Equal(_own.Trials.SelectMany(trial => trial.Trace!.Step), entry.Trials.SelectMany(trial => trial.Trace!.Step));
    }
}
