using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Training;
using NatsBench.Fast.Studies.Measured;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.OneShot.Tests.Cli;

/// <summary>What is asked of a run that is finished.</summary>
public sealed class CommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _run;

    public CommandsTests()
    {
        NeedsEngine.Skip();
        _run = _folder["runs/rsps-777"];
        SmallRun.RunHere(OneShotAlgorithm.Rsps, _run);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_shown_ranked_searched_and_stands_in_the_table()
    {
        string file = WholeTable.Of(SearchSpace.Topology);
        using NatsBenchmark bench = NatsBenchmark.Open(file);
        EpochRecord last = RunFolder.Epochs(_run)[^1];

        JsonElement shown = Lines("show", _run, "--file", file, "--json")[^1];
        JsonElement[] table = [.. shown.GetProperty("table").EnumerateArray()];
        Assert.Equal(["cifar10", "cifar100", "ImageNet16-120"], table.Select(accuracy => accuracy.GetProperty("dataset").GetString()));
        double test = bench.Table(Dataset.Cifar10, bench.Space.FullTraining()).Accuracy(EvaluationSet.OriTest)[last.Index];
        Assert.Equal(test, table[0].GetProperty("test").GetDouble());

        string[] scored = ["--batches", "1", "--threads", "1", "--device", "cpu"];
        JsonElement rank = Natsbench.Run(["rank", _run, "--file", file, "--sample", "12", .. scored, "--json"]).Json();
        Assert.Equal((12, 16), (rank.GetProperty("architectures").GetInt32(), rank.GetProperty("images").GetInt32()));
        (int Index, double Score)[] scores = [.. rank.GetProperty("scores").EnumerateArray().Select(pair => (pair[0].GetInt32(), pair[1].GetDouble()))];
        Assert.Equal(Kendall(scores, bench), rank.GetProperty("kendall_test").GetDouble(), 12);
        Assert.Equal(scores.MaxBy(pair => pair.Score).Index, rank.GetProperty("index").GetInt32());

        JsonElement found = Natsbench.Run(["select", _run, "--algorithm", "rea", "--set", "population=5", "--evaluations", "12", "--file", file, .. scored, "--json"]).Json();
        Assert.Equal(12, found.GetProperty("evaluations").GetInt32());
        Assert.True(bench.TryIndexOf(found.GetProperty("architecture").GetString()!, out int index));
        Assert.Equal(index, found.GetProperty("index").GetInt32());
        Assert.InRange(found.GetProperty("supernet_accuracy").GetDouble(), 0, 100);

        JsonElement[] rows = Lines("table", _folder["runs"], "--file", file, "--json");
        Assert.Equal(27, rows.Length);
        JsonElement own = Assert.Single(rows.SelectMany(row => row.GetProperty("own").EnumerateArray()));
        Assert.Equal(test, own.GetProperty("test").GetDouble());
        Assert.Equal(last.Index, Assert.Single(own.GetProperty("finals").EnumerateArray()).GetInt32());
        Assert.Contains("epochs=2", own.GetProperty("parameters").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Results_are_those_of_the_epochs_and_a_finished_run_has_nothing_left_to_do()
    {
        MeasuredRun run = Assert.Single(MeasuredRunFile.Read(Path.Combine(_run, MeasuredRunFile.Name)));
        Assert.Equal(("random", "cifar10", 777, SmallRun.Epochs), (run.Algorithm, run.Dataset, run.Trial, run.Points.Count));
        foreach ((MeasuredPoint point, EpochRecord record) in run.Points.Zip(RunFolder.Epochs(_run)))
            Assert.Equal((record.Measures.Epoch, record.Measures.Selection.Architecture, record.Index), (point.Step, point.Architecture, point.Index));
        Assert.True(run.Points[1].Clock > run.Points[0].Clock && run.Points[0].Clock > 0);

        byte[] checkpoint = File.ReadAllBytes(Path.Combine(_run, RunFolder.CheckpointName));
        Outcome outcome = Natsbench.Run("resume", _run, "--json");
        Assert.Contains("is finished already", outcome.Error, StringComparison.Ordinal);
        Assert.True(outcome.Json().GetProperty("finished").GetBoolean());
        Assert.Equal(checkpoint, File.ReadAllBytes(Path.Combine(_run, RunFolder.CheckpointName)));
    }

    private static JsonElement[] Lines(params string[] words) =>
        [.. Natsbench.Run(words).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    // Tau-b by its definition.
    private static double Kendall((int Index, double Score)[] scores, NatsBenchmark bench)
    {
        double concordant = 0, first = 0, second = 0;
        ReadOnlySpan<double> test = bench.Table(Dataset.Cifar10, bench.Space.FullTraining()).Accuracy(EvaluationSet.OriTest);
        for (int i = 0; i < scores.Length; i++)
            for (int j = 0; j < i; j++)
            {
                int one = scores[i].Score.CompareTo(scores[j].Score), other = test[scores[i].Index].CompareTo(test[scores[j].Index]);
                concordant += Math.Sign(one) * Math.Sign(other);
                first += Math.Abs(Math.Sign(one));
                second += Math.Abs(Math.Sign(other));
            }
        return concordant / Math.Sqrt(first * second);
    }
}
