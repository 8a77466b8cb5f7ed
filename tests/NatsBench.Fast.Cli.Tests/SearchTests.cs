using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary><c>natsbench search</c> and <c>natsbench merge</c> from end to end.</summary>
public sealed class SearchTests
{
    private static readonly string Table = WholeTable.Of(SearchSpace.Topology);

    private static readonly string[] Contract =
    [
        "space", "dataset", "algorithm", "trials", "budget_seconds", "valid_mean", "valid_std", "test_mean", "test_std", "test_median", "test_iqm",
        "regret_mean", "evaluations", "wall_seconds",
    ];

    [Fact]
    public void More_trials_are_run_until_standard_errors_are_small_and_are_those_of_one_run()
    {
        using TemporaryFolder folder = new();
        string table = WholeTable.Of(SearchSpace.Topology);
        string[] study = ["--algorithm", "random,rea", "--dataset", "cifar10", "--budget", "20e", "--json"];
        Outcome until = Natsbench.Run(["search", table, .. study, "--trials", "10", "--until-se", "0.3", "--out", folder["until"]]);
        JsonElement[] rows = [.. until.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        int trials = rows[0].GetProperty("trials").GetInt32();
        Assert.True(trials > 10);
        Assert.All(rows, row => Assert.True(row.GetProperty("test_se").GetDouble() <= 0.3));
        Assert.Contains($"{trials} trials each: the greatest standard error is", until.Error, StringComparison.Ordinal);
        Natsbench.Run(["search", table, .. study, "--trials", $"{trials}", "--out", folder["once"]]).Succeeded();
        Assert.Equal(File.ReadAllBytes(folder["once/outcomes.parquet"]), File.ReadAllBytes(folder["until/outcomes.parquet"]));

        Outcome capped = Natsbench.Run(["search", table, .. study, "--trials", "1", "--until-se", "0.0001", "--max-trials", "40"]);
        Assert.Contains("40 trials each", capped.Error, StringComparison.Ordinal);
        Assert.Contains("--max-trials allows no more", capped.Error, StringComparison.Ordinal);
        Assert.Equal(40, JsonElement.Parse(capped.Succeeded().Split('\n')[0]).GetProperty("trials").GetInt32());
        Assert.Contains("--until-se is a standard error above 0", Natsbench.Run(["search", table, "--until-se", "0"]).Failed(2), StringComparison.Ordinal);
        Assert.Contains("--max-trials is the end of --until-se", Natsbench.Run(["search", table, "--max-trials", "9"]).Failed(2), StringComparison.Ordinal);
        Assert.Contains("a shard or a dry run", Natsbench.Run(["search", table, "--until-se", "1", "--dry-run"]).Failed(2), StringComparison.Ordinal);
        Assert.Contains("--max-trials 9 is less than the 500 trials", Natsbench.Run(["search", table, "--until-se", "1", "--max-trials", "9"]).Failed(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_for_each_dataset_and_algorithm()
    {
        JsonElement[] rows = Rows(Natsbench.Run(
            "search", Table, "--algorithm", "random,rea,reinforce,bohb", "--dataset", "cifar10,cifar100,ImageNet16-120", "--trials", "20",
            "--budget", "2000", "--seed", "0", "--json"));
        Assert.Equal(12, rows.Length);
        Assert.Equal(["random", "rea", "reinforce", "bohb"], rows.Take(4).Select(row => row.GetProperty("algorithm").GetString()));
        Assert.All(rows, row =>
        {
            Assert.All(Contract, member => Assert.NotEqual(JsonValueKind.Undefined, row.GetProperty(member).ValueKind));
            Assert.True(row.GetProperty("synthetic").GetBoolean());
            Assert.Equal((20, 2000), (row.GetProperty("trials").GetInt32(), row.GetProperty("budget_seconds").GetDouble()));
            Assert.InRange(row.GetProperty("test_mean").GetDouble(), 30, 100);
        });
    }

    [Fact]
    public void The_paper_is_the_default()
    {
        string study = Natsbench.Run("search", Table, "--dry-run").Succeeded();
        Assert.Equal(study, Natsbench.Run("search", Table, "--preset", "nats-bench", "--dry-run").Succeeded());
        using JsonDocument json = JsonDocument.Parse(study);
        Assert.Equal(("paper", 500, 4), (
            json.RootElement.GetProperty("budget").GetString(), json.RootElement.GetProperty("trials").GetInt32(),
            json.RootElement.GetProperty("algorithms").GetArrayLength()));
    }

    [Fact]
    public void A_dry_run_prints_a_study_that_means_the_same()
    {
        using TemporaryFolder folder = new();
        string[] options = ["--algorithm", "rea,asha", "-p", "rea.population=5,20", "--budget", "30e", "--workers", "3", "--trials", "7", "--seeds", "trial"];
        string study = Natsbench.Run(["search", Table, .. options, "--dry-run"]).Succeeded();
        File.WriteAllText(folder["study.json"], study);
        Assert.Equal(study, Natsbench.Run("search", Table, "--study", folder["study.json"], "--dry-run").Succeeded());
        Assert.Equal(
            WithoutTimes(Natsbench.Run(["search", Table, .. options, "--json"])),
            WithoutTimes(Natsbench.Run("search", Table, "--study", folder["study.json"], "--json", "--threads", "1")));
    }

    [Fact]
    public void Options_change_a_study_and_leave_the_rest_of_it()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["study.json"], """
            { "algorithms": [ { "name": "rea", "parameters": { "population": 20, "sample": [3, 5] } }, { "name": "bohb", "parameters": { "samples": 8 } } ],
              "datasets": ["cifar10"], "budget": 1e3 }
            """);
        Assert.Equal(["rea population=20,sample=3", "rea population=20,sample=5", "bohb samples=16"], Algorithms("-p", "bohb.samples=16"));
        Assert.Equal(["rea population=7,sample=3", "rea population=7,sample=5"], Algorithms("--algorithm", "rea", "-p", "rea.population=7"));
        Assert.Equal(["bohb samples=8", "random "], Algorithms("--algorithm", "bohb,random"));

        string[] Algorithms(params string[] options)
        {
            using JsonDocument study = JsonDocument.Parse(Natsbench.Run(["search", Table, "--study", folder["study.json"], "--dry-run", .. options]).Succeeded());
            return [.. study.RootElement.GetProperty("algorithms").EnumerateArray().Select(algorithm =>
                $"{algorithm.GetProperty("name")} {string.Join(',', algorithm.GetProperty("parameters").EnumerateObject()
                    .Where(parameter => parameter.Name is "population" or "sample" or "samples").Select(parameter => $"{parameter.Name}={parameter.Value}"))}")];
        }
    }

    [Fact]
    public void A_file_of_traces_that_is_a_folder_or_at_a_place_for_devices_is_refused_before_anything_runs()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["t"]);
        Assert.Contains("is a folder", Natsbench.Run("search", Table, "--trace-file", folder["t"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Equal(["t"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.Contains("is a folder", Natsbench.Run("search", Table, "--trace-file", $"{folder["new"]}/").Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Equal(["t"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
            Assert.Contains("place for devices", Natsbench.Run("search", Table, "--trace-file", "/dev/natsbench-test").Failed(exitCode: 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_merged_are_what_one_run_gives()
    {
        using TemporaryFolder folder = new();
        string[] study = ["search", Table, "--algorithm", "random,rea", "--dataset", "cifar10", "--budget", "20e", "--trials", "250"];
        string whole = WithoutTimes(Natsbench.Run([.. study, "--out", folder["whole"], "--json"]));
        for (int shard = 0; shard < 3; shard++)
            Natsbench.Run([.. study, "--out", folder["shards"], "--shard", $"{shard}/3"]).Succeeded();
        Assert.Equal(whole, WithoutTimes(Natsbench.Run("merge", folder["shards"], "-o", folder["merged"], "--json")));
        foreach (string file in new[] { "study.json", "outcomes.parquet", "traces.parquet" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], file)), File.ReadAllBytes(Path.Combine(folder["merged"], file)));
        // What is finished is not run again.
        Assert.Contains("were there, 0 were run", Natsbench.Run([.. study, "--out", folder["whole"], "--json"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Fronts_are_told_beside_the_exact_ones_and_shards_merge_to_the_same()
    {
        using TemporaryFolder folder = new();
        string[] study =
        [
            "search", Table, "--algorithm", "nsga2,random", "--dataset", "cifar10", "--report", "cifar10,cifar100", "--objectives", "flops,latency",
            "--budget", "60e", "--trials", "40",
        ];
        Outcome whole = Natsbench.Run([.. study, "--out", folder["whole"], "--json", "--threads", "1"]);
        foreach (JsonElement row in Rows(whole))
        {
            Assert.True(row.GetProperty("front_mean").GetDouble() >= 1);
            Assert.True(row.GetProperty("reference_flops").GetDouble() > 0 && row.GetProperty("reference_latency").GetDouble() > 0);
            foreach (string set in (string[])["reward", "valid", "test"])
            {
                double exact = row.GetProperty($"exact_{set}_hypervolume").GetDouble(), share = row.GetProperty($"{set}_hypervolume_share").GetDouble();
                Assert.Equal(row.GetProperty($"{set}_hypervolume_mean").GetDouble() / exact, share);
                Assert.InRange(share, 0.5, 1);
                Assert.True(row.GetProperty($"exact_{set}_front").GetInt32() > 1);
                Assert.True(row.GetProperty($"{set}_hypervolume_std").GetDouble() > 0);
            }
        }
        for (int shard = 0; shard < 3; shard++)
            Natsbench.Run([.. study, "--out", folder["shards"], "--shard", $"{shard}/3"]).Succeeded();
        Assert.Equal(WithoutTimes(whole), WithoutTimes(Natsbench.Run("merge", folder["shards"], "-o", folder["merged"], "--json")));
        foreach (string file in new[] { "study.json", "outcomes.parquet", "traces.parquet" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["whole"], file)), File.ReadAllBytes(Path.Combine(folder["merged"], file)));
    }

    [Fact]
    public void Fronts_have_a_table_of_their_own_where_there_are_objectives()
    {
        string[] study = ["search", Table, "--algorithm", "nsga2,random", "--dataset", "cifar10", "--report", "cifar10,cifar100", "--budget", "60e", "--trials", "40"];
        string text = Natsbench.Run([.. study, "--objectives", "flops,latency"]).Succeeded();
        Assert.Equal(2, Regex.Count(
            text, "^Fronts of accuracy against flops, latency: hypervolume, reference point accuracy 0 %, flops [\\d.]+, latency [\\d.]+; share", RegexOptions.Multiline));
        Assert.Equal(2, Regex.Count(text, "^  exact +\\d+, \\d+, \\d+ +[\\d.]+ +[\\d.]+ +[\\d.]+", RegexOptions.Multiline));
        Assert.Equal(4, Regex.Count(text, "^  nsga2 ", RegexOptions.Multiline));
        // The reference point and the exact front are those of what may be proposed.
        JsonElement limited = Rows(Natsbench.Run([.. study, "--objectives", "flops", "--max-flops", "60", "--json"]))[0];
        Assert.InRange(limited.GetProperty("reference_flops").GetDouble(), 50, 60);
        Assert.InRange(limited.GetProperty("test_hypervolume_share").GetDouble(), 0.5, 1);
        string[] plain = ["search", Table, "--algorithm", "random", "--budget", "5e", "--trials", "2"];
        Assert.DoesNotContain("Fronts", Natsbench.Run(plain).Succeeded(), StringComparison.Ordinal);
        Assert.DoesNotContain("hypervolume", Natsbench.Run([.. plain, "--json"]).Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_counted_in_table_and_JSON_and_a_study_file_begins_them()
    {
        using TemporaryFolder folder = new();
        string[] search = ["search", Table, "--algorithm", "rea", "--dataset", "cifar10", "--budget", "20e", "--trials", "3"];
        using NatsBenchmark bench = NatsBenchmark.Open(Table);
        double[] flops = bench.Table(Dataset.Cifar10, TrainingSetting.Epochs12).Costs.Flops.ToArray();
        double[] loss = bench.Table(Dataset.Cifar10Valid, TrainingSetting.Epochs12).Accuracy(EvaluationSet.XValid, epoch: 3).ToArray();
        (double mostFlops, double least) = (flops.Order().ElementAt(6_000), loss.Order().ElementAt(4_000));
        string[] limits = ["--max-flops", Number(mostFlops), "--min", $"valid-accuracy@3={Number(least)}"];
        int within = flops.Zip(loss).Count(pair => pair.First <= mostFlops && pair.Second >= least);

        JsonElement row = Assert.Single(Rows(Natsbench.Run([.. search, .. limits, "--json"])));
        Assert.Equal((within, within, 15_625 - within), (row.GetProperty("architectures").GetInt32(), row.GetProperty("within_limits").GetInt32(), row.GetProperty("outside_limits").GetInt32()));
        Assert.False(Rows(Natsbench.Run([.. search, "--json"]))[0].TryGetProperty("within_limits", out _));

        File.WriteAllText(folder["study.json"], Natsbench.Run([.. search, .. limits, "--dry-run"]).Succeeded());
        string text = Natsbench.Run("search", Table, "--study", folder["study.json"], "--max-flops", Number(mostFlops)).Succeeded();
        Assert.Contains(
            $"Limits (flops at most {Number(mostFlops)} M, valid-accuracy@3 at least {Number(least)} %): {within:N0} architectures are within, {15_625 - within:N0} outside",
            Regex.Replace(text, @"\s+", " "), StringComparison.Ordinal);

        static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Slurm_says_which_shard_it_is()
    {
        using TemporaryFolder folder = new();
        Dictionary<string, string> slurm = new() { ["SLURM_ARRAY_TASK_ID"] = "3", ["SLURM_ARRAY_TASK_MIN"] = "1", ["SLURM_ARRAY_TASK_COUNT"] = "4", ["SLURM_ARRAY_TASK_STEP"] = "1" };
        Outcome outcome = Natsbench.RunWith(
            slurm, "", "search", Table, "--algorithm", "random", "--dataset", "cifar10", "--budget", "2e", "--trials", "500", "--out", folder["out"]);
        outcome.Succeeded();
        Assert.Contains("shard 2/4", outcome.Error, StringComparison.Ordinal);
        int[] parts = [.. Directory.EnumerateFiles(folder["out/parts"], "*.outcomes.parquet").Select(path => int.Parse(Path.GetFileName(path)[..6], CultureInfo.InvariantCulture))];
        Assert.Equal(15, parts.Length);
        Assert.All(parts, part => Assert.Equal(2, part % 4));
    }

    [Fact]
    public void A_shard_with_nothing_to_do_says_so_and_merges()
    {
        using TemporaryFolder folder = new();
        string[] study = ["search", Table, "--algorithm", "random", "--dataset", "cifar10", "--budget", "2e", "--trials", "2"];
        string[] shards = [.. Enumerable.Range(0, 3).Select(shard => folder[$"part{shard}"])];
        for (int shard = 0; shard < 3; shard++)
        {
            Outcome outcome = Natsbench.Run([.. study, "--out", shards[shard], "--shard", $"{shard}/3"]);
            outcome.Succeeded();
            Assert.Contains(shard < 2 ? "1 parts of 2 are complete" : "shard 2/3: nothing to do, for the study has 2 parts", outcome.Error, StringComparison.Ordinal);
        }
        Natsbench.Run(["merge", .. shards, "-o", folder["merged"]]).Succeeded();
    }

    [Fact]
    public void Which_log_points_are_kept_has_one_name()
    {
        string study = Natsbench.Run("search", Table, "--traces", "all", "--dry-run").Succeeded();
        using JsonDocument json = JsonDocument.Parse(study);
        Assert.Equal("all", json.RootElement.GetProperty("traces").GetString());
        Assert.Contains("'curve'", Natsbench.Run("search", Table, "--traces", "rea.parquet", "--dry-run").Failed(exitCode: 2), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_log_point_goes_into_a_file_of_traces()
    {
        using TemporaryFolder folder = new();
        Natsbench.Run("search", Table, "--algorithm", "random", "--dataset", "cifar10", "--budget", "9e", "--trials", "3", "--trace-file", folder["t.parquet"]).Succeeded();
        Assert.Equal(["t.parquet"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.Equal("PAR1"u8, File.ReadAllBytes(folder["t.parquet"]).AsSpan(0, 4));
    }

    [Fact]
    public void A_file_of_traces_is_made_again_whatever_a_killed_run_left_beside_it()
    {
        using TemporaryFolder folder = new();
        string[] study = ["search", Table, "--algorithm", "random", "--dataset", "cifar10", "--budget", "9e", "--trials", "3"];
        Natsbench.Run([.. study, "--trace-file", folder["t.parquet"]]).Succeeded();
        byte[] expected = File.ReadAllBytes(folder["t.parquet"]);
        foreach (string[] gone in (string[][])[["outcomes.parquet"], ["outcomes.parquet", "traces.parquet"]])
        {
            Natsbench.Run([.. study, "--traces", "all", "--out", folder["t.parquet.running"]]).Succeeded();
            foreach (string file in gone)
                File.Delete(folder[$"t.parquet.running/{file}"]);
            Natsbench.Run([.. study, "--trace-file", folder["t.parquet"]]).Succeeded();
            Assert.Equal(["t.parquet"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
            Assert.Equal(expected, File.ReadAllBytes(folder["t.parquet"]));
        }
    }

    [Fact]
    public void What_a_file_says_does_not_command_the_terminal()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["study.json"], $$"""{ "\u001b[2J{{new string('x', 1_000_000)}}": 1 }""");
        string line = Natsbench.Run("search", Table, "--study", folder["study.json"]).Failed(exitCode: 1);
        Assert.DoesNotContain('\u001b', line);
        Assert.InRange(line.Length, 1, 3_000);
    }

    [Fact]
    public void A_run_that_is_killed_goes_on_where_it_stopped()
    {
        using TemporaryFolder folder = new();
        string[] study = ["search", Table, "--algorithm", "reinforce", "--dataset", "cifar10", "--budget", "3000e", "--trials", "600", "--traces", "none"];
        using (Process killed = Natsbench.Start([.. study, "--out", folder["killed"], "--threads", "1"]))
        {
            string parts = folder["killed/parts"];
            while (!killed.HasExited && (!Directory.Exists(parts) || Directory.GetFiles(parts, "*.outcomes.parquet").Length == 0))
                Thread.Sleep(5);
            killed.Kill();
            killed.WaitForExit();
        }
        Natsbench.Run([.. study, "--out", folder["killed"]]).Succeeded();
        Natsbench.Run([.. study, "--out", folder["whole"]]).Succeeded();
        Assert.Equal(File.ReadAllBytes(folder["whole/outcomes.parquet"]), File.ReadAllBytes(folder["killed/outcomes.parquet"]));
        Assert.Equal(["outcomes.parquet", "study.json"], Directory.EnumerateFileSystemEntries(folder["killed"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_run_that_is_asked_to_terminate_stops_at_once_keeps_what_is_whole_and_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to one process");
        using TemporaryFolder folder = new();
        string[] study = ["search", Table, "--algorithm", "reinforce", "--dataset", "cifar10", "--budget", "3000e", "--trials", "600", "--traces", "curve"];
        using (Process stopped = Natsbench.Start([.. study, "--out", folder["stopped"], "--threads", "1"]))
        {
            string parts = folder["stopped/parts"];
            while (!stopped.HasExited && (!Directory.Exists(parts) || Directory.GetFiles(parts, "*.outcomes.parquet").Length == 0))
                Thread.Sleep(5);
            using (Process kill = Process.Start("kill", ["-TERM", $"{stopped.Id}"]))
                kill.WaitForExit();
            Assert.True(stopped.WaitForExit(TimeSpan.FromSeconds(30)));
            Assert.Equal(130, stopped.ExitCode);
            Assert.EndsWith("natsbench: stopped\n", stopped.StandardError.ReadToEnd(), StringComparison.Ordinal);
            Assert.Empty(stopped.StandardOutput.ReadToEnd());
        }
        Assert.All(
            Directory.EnumerateFiles(folder["stopped"], "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder["stopped"], path)),
            name => Assert.Matches(@"^(study\.json|parts.\d{6}\.(outcomes|traces)\.parquet)$", name));
        Natsbench.Run([.. study, "--out", folder["stopped"]]).Succeeded();
        Natsbench.Run([.. study, "--out", folder["whole"]]).Succeeded();
        foreach (string name in new[] { "outcomes.parquet", "traces.parquet" })
            Assert.Equal(File.ReadAllBytes(folder[$"whole/{name}"]), File.ReadAllBytes(folder[$"stopped/{name}"]));
    }

    [Theory]
    [InlineData("genetic", "--algorithm", "genetic")]
    [InlineData("cifar11", "--dataset", "cifar11", "--budget", "10e")]
    [InlineData("cifar10-valid", "--dataset", "cifar10-valid")]
    [InlineData("rea has no hyper-parameter 'speed'", "--algorithm", "rea", "-p", "rea.speed=3")]
    [InlineData("rea.population: '0' is not a whole number from 1", "--algorithm", "rea", "-p", "rea.population=0")]
    [InlineData("random is given hyper-parameters", "--algorithm", "rea", "-p", "random.x=1")]
    [InlineData("'soon' is no budget", "--budget", "soon")]
    [InlineData("'0e' is no budget", "--budget", "0e")]
    [InlineData("'-5' is no budget", "--budget", "-5")]
    [InlineData("no preset is called 'paper'", "--preset", "paper")]
    [InlineData("named twice", "--dataset", "cifar10,cifar10")]
    [InlineData("outside 0 to 4", "--out", "x", "--shard", "5/5")]
    [InlineData("2-5", "--out", "x", "--shard", "2-5")]
    [InlineData("no run of cifar10 under setting 13", "--fidelity", "curve:13")]
    [InlineData("'epochs' is not curve:12", "--fidelity", "epochs")]
    [InlineData("no run of cifar10 under setting 90", "--fidelity", "curve:90", "--dataset", "cifar10")]
    [InlineData("contains test images", "--fidelity", "curve:200", "--dataset", "cifar100", "--algorithm", "hyperband", "-p", "hyperband.eta=2")]
    [InlineData("--objectives flops", "--algorithm", "nsga2")]
    [InlineData("nsga2.retrain: 'maybe' is not false or true", "--algorithm", "nsga2", "--objectives", "flops", "-p", "nsga2.retrain=maybe")]
    [InlineData("--max: 'flop' is no quantity; there are flops", "--max", "flop=3")]
    [InlineData("--max: 'flops' is not NAME=NUMBER, such as flops=100", "--max", "flops")]
    [InlineData("--max: 'flops=11,7': '11,7' is not a number; write 11.7 or 117", "--max", "flops=11,7")]
    [InlineData("--min: 'flops=nan': 'nan' is not a number", "--min", "flops=nan")]
    [InlineData("--max: flops is given twice", "--max", "flops=3", "--max", "flops=4")]
    [InlineData("--max-flops and --max flops are given both", "--max", "flops=3", "--max-flops", "4")]
    [InlineData("flops at least 5 and at most 4 M: nothing is both", "--min", "flops=5", "--max-flops", "4")]
    [InlineData("no architecture is within the limits of a search on cifar10: flops at most 1 M (there are ", "--max-flops", "1")]
    [InlineData("no-such.json", "--study", "no-such.json")]
    public void What_cannot_be_searched_is_one_line(string says, params string[] options)
    {
        Assert.Contains(says, Natsbench.Run(["search", Table, .. options]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.False(Path.Exists("x"));
    }

    [Theory]
    [InlineData("--trials", "0")]
    [InlineData("--workers", "0")]
    [InlineData("--seed", "-1")]
    [InlineData("--seeds", "all")]
    [InlineData("--shard", "0/5")]
    [InlineData("--out", "")]
    public void A_wrong_option_is_a_usage_error(params string[] options) => Natsbench.Run(["search", Table, .. options]).Failed(exitCode: 2);

    [Fact]
    public void A_study_that_contradicts_itself_is_named_with_its_place()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["study.json"], """{ "algorithms": ["random", { "name": "rea", "parameters": { "sample": [3, 0] } }], "datasets": ["cifar10"] }""");
        string line = Natsbench.Run("search", Table, "--study", folder["study.json"]).Failed(exitCode: 1);
        Assert.Contains("study.json: algorithms[1]: rea.sample: '0' is not", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_an_archive_is_refused_unless_it_may_be_avoided()
    {
        using TemporaryFolder folder = new();
        WholeTable.Write(folder["part.natsb"], SearchSpace.Topology, index => index % 5 == 3);
        string[] search = ["search", folder["part.natsb"], "--dataset", "cifar10", "--trials", "5", "--budget", "40e"];
        Assert.Contains("12500 of 15625 architectures", Natsbench.Run(search).Failed(exitCode: 1), StringComparison.Ordinal);
        Outcome avoided = Natsbench.Run([.. search, "--absent", "avoid", "--trace-file", folder["t.parquet"]]);
        avoided.Succeeded();
        Assert.Contains("are avoided", avoided.Error, StringComparison.Ordinal);
        Assert.Contains("3,125 of 15,625 architectures", avoided.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_do_not_belong_together_are_refused()
    {
        using TemporaryFolder folder = new();
        string[] study = ["search", Table, "--algorithm", "random", "--dataset", "cifar10", "--budget", "5e", "--trials", "200"];
        Natsbench.Run([.. study, "--out", folder["a"], "--shard", "0/2"]).Succeeded();
        Natsbench.Run([.. study, "--out", folder["b"], "--shard", "1/2", "--seed", "1"]).Succeeded();
        Assert.Contains("study", Natsbench.Run("merge", folder["a"], folder["b"], "-o", folder["c"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.Contains("missing", Natsbench.Run("merge", folder["a"], "-o", folder["c"]).Failed(exitCode: 1), StringComparison.Ordinal);
        Assert.False(Path.Exists(folder["c/outcomes.parquet"]));
    }

    [Fact]
    public void The_algorithms_are_listed_with_their_hyper_parameters()
    {
        JsonElement algorithms = Natsbench.Run("algorithms", "--json").Json().GetProperty("algorithms");
        JsonElement rea = algorithms.EnumerateArray().Single(algorithm => algorithm.GetProperty("name").GetString() == "rea");
        Assert.Equal("10", rea.GetProperty("parameters")[0].GetProperty("default").GetString());
        Assert.Contains("population", Natsbench.Run("algorithms").Succeeded(), StringComparison.Ordinal);
    }

    private static JsonElement[] Rows(Outcome outcome) =>
        [.. outcome.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    // The numbers of a summary; how long it took, and what only a benchmark at hand tells, left out.
    private static string WithoutTimes(Outcome outcome) => string.Join('\n', Rows(outcome).Select(row => string.Join(',', row.EnumerateObject()
        .Where(member => member.Name is not ("wall_seconds" or "architectures" or "valid_exact" or "test_exact")).Select(member => $"{member.Name}={member.Value}"))));
}
