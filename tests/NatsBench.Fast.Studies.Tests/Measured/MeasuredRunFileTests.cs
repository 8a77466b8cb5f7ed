using NatsBench.Fast.Studies.Measured;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Measured;

public sealed class MeasuredRunFileTests
{
    [Fact]
    public void Runs_are_read_back_as_they_were_and_written_to_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        MeasuredRun[] runs = [Run("gdas", 777), Run("gdas", 888), Run("tas", 777)];
        MeasuredRunFile.Write(folder["a.parquet"], runs);
        MeasuredRunFile.Write(folder["b.parquet"], runs);
        Assert.Equal(File.ReadAllBytes(folder["a.parquet"]), File.ReadAllBytes(folder["b.parquet"]));
        IReadOnlyList<MeasuredRun> read = MeasuredRunFile.Read(folder["a.parquet"]);
        Assert.Equal(runs.Length, read.Count);
        foreach ((MeasuredRun one, MeasuredRun other) in runs.Zip(read))
        {
            Assert.Equal(one with { Points = [] }, other with { Points = [] });
            Assert.Equal(one.Points, other.Points);
        }
    }

    [Fact]
    public void Merged_are_runs_in_order_and_none_twice()
    {
        using TemporaryFolder folder = new();
        foreach ((string algorithm, int trial) in new[] { ("tas", 777), ("gdas", 888), ("gdas", 777) })
        {
            Directory.CreateDirectory(folder[$"runs/{algorithm}-{trial}"]);
            MeasuredRunFile.Write(folder[$"runs/{algorithm}-{trial}/{MeasuredRunFile.Name}"], [Run(algorithm, trial)]);
        }
        IReadOnlyList<MeasuredRun> merged = MeasuredMerge.Run([folder["runs"]], folder["whole"]);
        Assert.Equal([("gdas", 777), ("gdas", 888), ("tas", 777)], merged.Select(run => (run.Algorithm, run.Trial)));
        Assert.Equal(merged.Select(run => run.Trial), MeasuredRunFile.Read(folder[$"whole/{MeasuredRunFile.Name}"]).Select(run => run.Trial));
        Assert.Contains("is also in", Fault([folder["runs"], folder["runs/tas-777"]], "other"), StringComparison.Ordinal);
        Directory.CreateDirectory(folder["runs/setn-777"]);
        File.WriteAllText(folder[$"runs/setn-777/{MeasuredRunFile.PlanName}"], "{}");
        Assert.Contains("1 runs are not finished, such as", Fault([folder["runs"]], "other"), StringComparison.Ordinal);
        Assert.Contains("is not empty", Fault([folder["runs"]], "whole"), StringComparison.Ordinal);
        Directory.CreateDirectory(folder["nothing"]);
        Assert.Contains("no finished run", Fault([folder["nothing"]], "other"), StringComparison.Ordinal);
        Assert.False(Path.Exists(folder["other"]));

        string Fault(string[] sources, string target) => Assert.Throws<NatsBenchException>(() => MeasuredMerge.Run(sources, folder[target])).Message;
    }

    [Fact]
    public void Damage_and_other_files_are_refused_in_one_line()
    {
        using TemporaryFolder folder = new();
        string path = folder[MeasuredRunFile.Name];
        MeasuredRunFile.Write(path, [Run("gdas", 777)]);
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        Assert.DoesNotContain('\n', Assert.Throws<NatsBenchException>(() => MeasuredRunFile.Read(path)).Message);
        File.WriteAllText(path, "PAR1");
        Assert.StartsWith(path, Assert.Throws<NatsBenchException>(() => MeasuredRunFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.StartsWith(path, Assert.Throws<NatsBenchException>(() => MeasuredRunFile.Write($"{path}/x", [Run("gdas", 1)])).Message, StringComparison.Ordinal);
    }

    private static MeasuredRun Run(string algorithm, int trial) => new(
        algorithm, "epochs=3", "cifar10", trial,
        [.. Enumerable.Range(0, 3).Select(step => new MeasuredPoint(step, $"8:8:8:8:{8 * (step + 1)}", step, 1.5 * (step + 1) + trial, step == 1 ? double.NaN : 40 + step, 80.25, double.NaN))]);
}
