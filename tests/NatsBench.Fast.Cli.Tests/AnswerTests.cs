using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

public sealed class AnswerTests : IDisposable
{
    private const string Model = "test-model 1, seed 0";

    private readonly TemporaryFolder _folder = new();
    private readonly string _file;
    private readonly string _synthetic;

    public AnswerTests()
    {
        _file = _folder["sample.natsb"];
        _synthetic = _folder["synthetic.natsb"];
        SampleFile.Write(_file);
        SampleFile.Write(_synthetic, Model);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>One call of every command that asks a file something.</summary>
    public static TheoryData<string> Commands => [
        "info FILE",
        "arch FILE --all",
        "query FILE 0 --dataset cifar10",
        "query FILE 0 --dataset cifar10 --curve",
        "cost FILE 0",
        "best FILE --dataset cifar10 --set valid",
        "stats FILE",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Measured_numbers_leave_the_error_output_empty(string command)
    {
        Outcome outcome = Run(command, _file);
        Assert.DoesNotContain("SYNTHETIC", outcome.Succeeded(), StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
        Assert.False(Run($"{command} --json", _file).Json().GetProperty("synthetic").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Synthetic_numbers_say_so_in_every_form(string command)
    {
        Outcome text = Run(command, _synthetic);
        Assert.Contains("[SYNTHETIC]", text.Succeeded().Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal($"natsbench: SYNTHETIC numbers, made by a model ({Model}); never cite them\n", text.Error);
        Outcome json = Run($"{command} --json", _synthetic);
        Assert.True(json.Json().GetProperty("synthetic").GetBoolean());
        Assert.Contains("SYNTHETIC", json.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Info_counts_tables_and_tells_the_origin()
    {
        JsonElement info = Run("info FILE --json", _file).Json();
        Assert.Equal("size", info.GetProperty("space").GetString());
        Assert.Equal(4, info.GetProperty("architectures").GetInt32());
        Assert.Equal(3, info.GetProperty("records").GetInt32());
        Assert.Equal("made-up", info.GetProperty("provenance").GetProperty("source").GetString());
        Assert.Equal(new FileInfo(_file).Length, info.GetProperty("bytes").GetProperty("total").GetInt64());
        JsonElement table = info.GetProperty("tables")[0];
        Assert.Equal(
            """{"hp":"90","dataset":"cifar10-valid","architectures":3,"runs":6,"runs_of_seed":{"777":3,"888":3},"sets":["train","x-valid","ori-test"]}""",
            table.GetRawText());
    }

    [Fact]
    public void Arch_counts_costs_by_formula()
    {
        JsonElement answer = Run("arch FILE 2 8:8:8:8:8 --json", _file).Json();
        Assert.Equal([2, 0], answer.GetProperty("architectures").EnumerateArray().Select(one => one.GetProperty("index").GetInt32()));
        Assert.All(answer.GetProperty("architectures").EnumerateArray(), one =>
        {
            // In millions, as everywhere; the exact counts have names of their own.
            Assert.Equal(one.GetProperty("params_count").GetInt64() / 1e6, one.GetProperty("params").GetDouble());
            Assert.Equal(one.GetProperty("flops_count").GetInt64() / 1e6, one.GetProperty("flops").GetDouble());
            Assert.InRange(one.GetProperty("params").GetDouble(), 0.001, 1);
        });
    }

    [Fact]
    public void Arch_draws_with_a_seed()
    {
        string[] command = ["arch", _file, "--random", "20", "--seed", "3", "--json"];
        Assert.Equal(Natsbench.Run(command).Succeeded(), Natsbench.Run(command).Succeeded());
    }

    [Theory]
    [InlineData("arch")]
    [InlineData("arch", "1", "--all")]
    [InlineData("arch", "1", "--seed", "2")]
    [InlineData("arch", "--random", "0")]
    [InlineData("best", "--dataset", "cifar10")]
    public void Wrong_words_are_usage_errors(string command, params string[] arguments) =>
        Natsbench.Run([command, _file, .. arguments]).Failed(exitCode: 2);

    [Fact]
    public void Best_maps_official_names_and_says_so()
    {
        Assert.Contains("Best accuracy on x-valid of cifar10-valid", Run("best FILE --dataset cifar10 --set valid", _file).Succeeded(), StringComparison.Ordinal);
        JsonElement answer = Run("best FILE --dataset cifar10 --set valid --max-flops 11 --json", _file).Json();
        Assert.Equal("cifar10-valid", answer.GetProperty("dataset").GetString());
        Assert.Equal("x-valid", answer.GetProperty("set").GetString());
        Assert.Equal(1, answer.GetProperty("best").GetProperty("index").GetInt32());
        Assert.Equal(51, answer.GetProperty("best").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void Best_within_impossible_limits_is_null() => Assert.Equal(
        JsonValueKind.Null,
        Run("best FILE --dataset cifar10 --set test --max-params 0.1 --json", _file).Json().GetProperty("best").ValueKind);

    [Fact]
    public void Best_lists_the_best_first()
    {
        JsonElement answer = Run("best FILE --dataset cifar10 --set test --top 2 --json", _file).Json();
        Assert.Equal([2, 1], answer.GetProperty("top").EnumerateArray().Select(one => one.GetProperty("index").GetInt32()));
        Assert.Equal(2, answer.GetProperty("best").GetProperty("index").GetInt32());
        Assert.Equal(0.0125, answer.GetProperty("best").GetProperty("latency").GetDouble());
        Assert.Equal("[]", answer.GetProperty("ties").GetRawText());
        string text = Run("best FILE --dataset cifar10 --set test --top 9", _file).Succeeded();
        Assert.Equal(3, SampleFile.Architectures.Count(architecture => text.Contains(architecture, StringComparison.Ordinal)));
    }

    [Fact]
    public void Best_says_ties()
    {
        string file = _folder["ties.natsb"];
        SampleFile.Write(file, accuracyStep: 0);
        JsonElement answer = Run("best FILE --dataset cifar10 --set test --json", file).Json();
        Assert.Equal(0, answer.GetProperty("best").GetProperty("index").GetInt32());
        Assert.Equal("[1,2]", answer.GetProperty("ties").GetRawText());
        Assert.Contains("as accurate are index 1, 2", Run("best FILE --dataset cifar10 --set test", file).Succeeded(), StringComparison.Ordinal);
        Assert.Equal("[2]", Run("best FILE --dataset cifar10 --set test --top 2 --json", file).Json().GetProperty("ties").GetRawText());
    }

    [Fact]
    public void Best_keeps_a_limit_of_latency()
    {
        Assert.Equal(JsonValueKind.Object, Run("best FILE --dataset cifar10 --set test --max-latency 0.0125 --json", _file).Json().GetProperty("best").ValueKind);
        Assert.Equal(JsonValueKind.Null, Run("best FILE --dataset cifar10 --set test --max-latency 0.0124 --json", _file).Json().GetProperty("best").ValueKind);
        Assert.Contains("at most 0.0124 s latency", Run("best FILE --dataset cifar10 --set test --max-latency 0.0124", _file).Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cost_gives_the_official_keys()
    {
        JsonElement cost = Run("cost FILE 2 --json", _file).Json().GetProperty("datasets").GetProperty("cifar10");
        Assert.Equal(12, cost.GetProperty("flops").GetDouble());
        Assert.Equal(0.0125, cost.GetProperty("latency").GetDouble());
        Assert.Equal(31.5, cost.GetProperty("T-train@total").GetDouble());
        Assert.Contains("12.50 ms", Run("cost FILE 2 --dataset cifar10", _file).Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stats_counts_runs() => Assert.Equal(
        """[{"hp":"90","dataset":"cifar10-valid","runs":2,"architectures":3},{"hp":"90","dataset":"cifar10","runs":2,"architectures":3}]""",
        Run("stats FILE --json", _file).Json().GetProperty("counts").GetRawText());

    private static Outcome Run(string command, string file) =>
        Natsbench.Run([.. command.Split(' ').Select(word => word == "FILE" ? file : word)]);
}
