using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Studies.Measured;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Runs;

public sealed class MeasuredRunsTests
{
    [Fact]
    public void Runs_beneath_a_folder_are_trials_of_one_algorithm_with_a_measured_clock()
    {
        using TemporaryFolder folder = new();
        Write(folder, 777, 3, 70);
        Write(folder, 888, 4, 71);
        RunEntry entry = Assert.Single(RunReader.Read(folder["runs"], new RunImport()).Entries);
        Assert.Equal(("gdas", "epochs=2", Dataset.Cifar10, RunClock.Measured), (entry.Algorithm, entry.Parameters, entry.SearchDataset, entry.Provenance.Clock));
        Assert.Equal([777, 888], entry.Trials.Select(trial => trial.Number));
        // Without a table the accuracies are those of the runs; the architecture of the last epoch counts.
        Assert.Equal([70.0, 71.0], entry.Trials.Select(trial => trial.Test));
        Assert.Equal([3, 4], entry.Trials.Select(trial => trial.Architecture));
    }

    [Fact]
    public void With_a_table_architectures_are_found_by_their_texts()
    {
        using TemporaryFolder folder = new();
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Size));
        BenchmarkTable table = new(bench);
        // The index is another than the text's: with a table the text decides.
        Write(folder, 777, index: 3, test: double.NaN, text: bench.Architecture(5));
        RunTrial trial = Assert.Single(Assert.Single(RunReader.Read(folder["runs"], new RunImport { Table = table }).Entries).Trials);
        Assert.Equal((5, table.Report(Dataset.Cifar10).Test[5]), (trial.Architecture, trial.Test));
    }

    [Fact]
    public void Runs_that_are_not_finished_are_left_out_and_a_note_says_so()
    {
        using TemporaryFolder folder = new();
        Write(folder, 777, 3, 70);
        Directory.CreateDirectory(folder["runs/888"]);
        File.WriteAllText(folder["runs/888/run.json"], "{}");
        RunEntry entry = Assert.Single(RunReader.Read(folder["runs"], new RunImport()).Entries);
        Assert.Equal(777, Assert.Single(entry.Trials).Number);
        Assert.Contains("not finished", entry.Provenance.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_not_finished_is_told_how_to_go_on()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["run.json"], "{}");
        Assert.Contains("natsbench-oneshot resume", Assert.Throws<NatsBenchException>(() => RunReader.Read(folder.Path, new RunImport())).Message, StringComparison.Ordinal);
    }

    private static void Write(TemporaryFolder folder, int seed, int index, double test, string text = "8:8:8:8:16")
    {
        Directory.CreateDirectory(folder[$"runs/{seed}"]);
        MeasuredPoint last = new(1, text, index, 4, 50, 60, test);
        MeasuredRunFile.Write(folder[$"runs/{seed}/{MeasuredRunFile.Name}"], [new MeasuredRun("gdas", "epochs=2", "cifar10", seed, [last with { Step = 0, Index = 1, Clock = 2, Score = 90 }, last])]);
    }
}
