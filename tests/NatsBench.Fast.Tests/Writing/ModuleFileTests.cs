using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Tests.Writing;

public sealed class ModuleFileTests : IDisposable
{
    private static readonly ModuleGraph[] Modules =
    [
        .. new[] { "0100:input,output", "010001000:input,maxpool3x3,output", "010001000:input,conv3x3-bn-relu,output" }
            .Select(text => ModuleGraph.Parse(text)).OrderBy(module => module.Hash()),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_absent_is_absent_and_what_is_there_has_its_bits()
    {
        // The second module has one training, whose validation is not a number; the third has none of 12 epochs.
        ModuleTraining[] four = [Training(1), Training(2), Training(3) with { Final = new(null, double.NaN, 1, null), Halfway = default }, Training(4)];
        Write(Modules, Modules, new(4, [0, 2, 3, 4], Filler(four)), new(12, [0, 1, 2, 2], Filler([Training(5), Training(6)])));
        using NatsBenchmark bench = Open();
        bench.Check(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(new Version(1, 3), bench.Summarize().FormatVersion);
        Assert.Equal([2, 1, 1], Enumerable.Range(0, 3).Select(bench.Modules(4).Repeats));
        Assert.Equal(["4", "12"], bench.SettingsOf(0).Select(setting => setting.Key));
        Assert.Equal(["4"], bench.SettingsOf(2).Select(setting => setting.Key));
        Assert.Equal(20.5, bench.Modules(4)[0, 1].TrainingTime);
        Assert.Equal(new ModuleMetrics(0, 1, 2_000_000, 20.5, .02, .0225, .025), bench.Modules(4)[0, 1]);
        Assert.Equal(new ModuleMetrics(1, 0, 3_000_000, double.NaN, double.NaN, .01, double.NaN), bench.Modules(4)[1, 0]);
        Assert.Equal(double.NaN, bench.Modules(4)[1, 0, halfway: true].ValidationAccuracy);
        Runs runs = bench.Runs(1, Dataset.Cifar10, new("4"));
        Assert.Equal(double.NaN, runs.Mean().Metrics(EvaluationSet.Train).Accuracy);
        Assert.Throws<RefusedException>(() => runs.Mean().Metrics(EvaluationSet.OriTest));
        Assert.Throws<RefusedException>(() => bench.Runs(2, Dataset.Cifar10, new("12")));
        Assert.Equal(Modules, Enumerable.Range(0, 3).Select(bench.Module));
    }

    [Fact]
    public void A_graph_with_another_hash_is_found_by_checking()
    {
        ModuleGraph[] wrong = [.. Modules.Reverse()];
        Write([.. Modules], wrong, new ModuleTable(4, [0, 1, 2, 3], Filler([Training(1), Training(2), Training(3)])));
        using NatsBenchmark bench = Open();
        Assert.Contains(
            "architecture 0 is listed as", Assert.Throws<DamagedFileException>(() => bench.Check(cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hashes_that_do_not_ascend_are_refused()
    {
        Write([.. Modules.Reverse()], Modules, new ModuleTable(4, [0, 1, 2, 3], Filler([Training(1), Training(2), Training(3)])));
        using NatsBenchmark bench = Open();
        Assert.Contains("ascending", Assert.Throws<DamagedFileException>(() => bench.IndexOf(Modules[0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Graphs_that_are_no_modules_are_refused()
    {
        Write(Modules, new ModuleGraph[3], new ModuleTable(4, [0, 1, 2, 3], Filler([Training(1), Training(2), Training(3)])));
        using NatsBenchmark bench = Open();
        Assert.Contains("no module", Assert.Throws<DamagedFileException>(() => bench.Module(0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_keeps_the_modules_and_the_version()
    {
        Write(Modules, Modules, new(4, [0, 1, 2, 3], Filler([Training(1), Training(2), Training(3)])), new(12, [0, 1, 1, 1], Filler([Training(5)])));
        NatsBench.Fast.Extracting.BenchmarkExtraction.Extract(_folder["x.natsb"], _folder["part.natsb"], new() { Settings = [new("12")], WithoutCurves = true });
        using NatsBenchmark part = NatsBenchmark.Open(_folder["part.natsb"]);
        part.Check(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((3, 0), (part.Count, part.IndexOf(Modules[0])));
        Assert.Equal(50.5, part.Modules(12)[0, 0].TrainingTime);
        Assert.Contains("without curves", Assert.Throws<NatsBenchException>(() => part.Modules(12)[0, 0, halfway: true]).Message, StringComparison.Ordinal);
        Assert.Throws<NatsBenchException>(() => part.Table(Dataset.Cifar10, new("12")).Accuracy(EvaluationSet.XValid, epoch: 5));
        Assert.Throws<NatsBenchException>(() => part.Runs(0, Dataset.Cifar10, new("12")).Mean().Metrics(EvaluationSet.Train, epoch: 5));
    }

    private static ModuleTraining Training(int number) =>
        new(number, new(10 * number + .5, number, number + .25, number + .5), new(5 * number, number / 2.0, number / 4.0, number / 8.0));

    private static FillTrainings Filler(ModuleTraining[] all) => (first, isHalfway, trainings) =>
    {
        for (int i = 0; i < trainings.Count; i++)
            trainings.Set(i, all[first + i].Params, isHalfway ? all[first + i].Halfway : all[first + i].Final);
    };

    private void Write(ModuleGraph[] listed, ModuleGraph[] graphs, params ModuleTable[] tables) => ModuleFileWriter.Write(
        _folder["x.natsb"], (ModuleHash[])[.. listed.Select(module => module.Hash())], graphs, tables,
        new Provenance { SourceName = "made", SourceKind = "synthetic", Tool = "test" }, threads: 1);

    private readonly record struct ModuleTraining(double Params, ModulePoint Final, ModulePoint Halfway);

    private NatsBenchmark Open() => NatsBenchmark.Open(_folder["x.natsb"]);
}
