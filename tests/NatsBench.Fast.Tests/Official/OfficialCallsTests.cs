using System.Text.Json;
using CsCheck;
using NatsBench.Fast.Official;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Official;

/// <summary>Calls by official names on a small file; the recorded answers are in the conversion's golden tests.</summary>
public sealed class OfficialCallsTests : IDisposable
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "12.5", "1e400", "-1e-400", "[]", "{}", "[1]", "\"\"", "\"cifar10\"", "\"cifar100\"",
        "\"12\"", "\"90\"", "\"x-valid\"", "\"8:8:8:8:16\"", "\"\\ud800\"",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly NatsBenchmark _bench;
    private readonly OfficialCalls _calls;

    public OfficialCallsTests()
    {
        SampleRecords.Write(_folder["a.natsb"], SampleRecords.Fixed);
        _bench = NatsBenchmark.Open(_folder["a.natsb"]);
        _calls = new OfficialCalls(_bench, new Random(5));
    }

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("""{"call": "len"}""", "8")]
    [InlineData("""{"call": "len", "args": {}}""", "8")]
    [InlineData("""{"call": "arch", "args": {"index": true}}""", "\"8:8:8:8:16\"")]
    [InlineData("""{"call": "__getitem__", "args": {"index": -1}}""", "\"8:8:8:8:64\"")]
    [InlineData("""{"call": "query_index_by_arch", "args": {"arch": "8:8:8:8:48"}}""", "5")]
    [InlineData("""{"call": "query_index_by_arch", "args": {"arch": "8:8"}}""", "-1")]
    [InlineData("""{"call": "query_index_by_arch", "args": {"arch": 2.0}}""", "-1")]
    [InlineData("""{"call": "get_dataset_seeds", "args": {"index": 1, "dataset": "cifar10-valid"}}""", "[777,888]")]
    [InlineData("""{"call": "get_metrics", "args": {"index": 1, "dataset": "cifar10", "setname": "x-valid", "hp": 12, "iepoch": 1, "is_random": 777}}""",
        """{"iepoch":1,"loss":3.777,"accuracy":21.777,"cur_time":1.1,"all_time":2.2}""")]
    [InlineData("""{"call": "get_metrics", "args": {"index": 1, "dataset": "cifar10", "setname": "train"}}""",
        """{"iepoch":2.0,"loss":1.5,"accuracy":32.554,"cur_time":7.7,"all_time":23.1}""")]
    [InlineData("""{"call": "get_net_config", "args": {"index": 1, "dataset": "cifar10"}}""",
        """{"name":"infer.shape.tiny","channels":"8:8:8:8:16","genotype":"g","num_classes":10}""")]
    [InlineData("""{"call": "get_net_param", "args": {"index": 1, "dataset": "cifar10-valid", "seed": null}}""", """{"777":null,"888":null}""")]
    [InlineData("""{"call": "get_net_param", "args": {"index": 1, "dataset": "cifar10-valid", "seed": 888}}""", "null")]
    [InlineData("""{"call": "find_best", "args": {"dataset": "cifar10", "metric_on_set": "valid", "over": [1, 3], "flop_max": 101}}""", "[1,22.665]")]
    [InlineData("""{"call": "find_best", "args": {"dataset": "cifar10", "metric_on_set": "valid", "over": [3, 1], "flop_max": 1}}""", "[-1,null]")]
    [InlineData("""{"call": "find_best", "args": {"dataset": "cifar10", "metric_on_set": "valid", "over": [1, 3], "flop_max": NaN, "param_max": Infinity}, "x": "\" NaN"}""", "[3,24.776]")]
    [InlineData("""{"call": "find_best", "args": {"dataset": "cifar10", "metric_on_set": "valid", "over": [1, 3], "flop_max": -Infinity}}""", "[-1,null]")]
    [InlineData("""{"call": "statistics", "args": {"dataset": "cifar10", "hp": 12, "over": [1, 3]}}""", """{"0":1,"1":1}""")]
    [InlineData("""{"call": "show", "args": {"index": 8}}""", "\"This index (8) is out of range (0~8).\"")]
    [InlineData("""{"call": "used_time"}""", "0.0")]
    [InlineData("""{"call": "avaliable_hps"}""", """["12","90"]""")]
    public void Answers(string call, string expected) => Assert.Equal($"{{\"result\":{expected}}}", _calls.Answer(call));

    [Theory]
    [InlineData("""{"call": "arch", "args": {"index": 8}}""", "ValueError")]
    [InlineData("""{"call": "arch", "args": {"index": "8:8:8:8:8"}}""", "TypeError")]
    [InlineData("""{"call": "arch", "args": {"index": 99999999999999999999999}}""", "ValueError")]
    [InlineData("""{"call": "arch", "args": {}}""", "TypeError")]
    [InlineData("""{"call": "arch", "args": {"index": 1, "verbose": true}}""", "TypeError")]
    [InlineData("""{"call": "arch", "args": [1]}""", "TypeError")]
    [InlineData("""{"call": "__getitem__", "args": {"index": 8}}""", "IndexError")]
    [InlineData("""{"call": "get_unique_str", "args": {"arch": 0}}""", "AttributeError")]
    [InlineData("""{"call": "no_such_call"}""", "AttributeError")]
    [InlineData("""{"call": 5}""", "TypeError")]
    [InlineData("""{"call": "\ud800"}""", "JSONDecodeError")]
    [InlineData("[]", "TypeError")]
    [InlineData("nonsense", "JSONDecodeError")]
    [InlineData("""{"call": "get_more_info", "args": {"index": 0, "dataset": "cifar10"}}""", "AssertionError")]
    [InlineData("""{"call": "get_more_info", "args": {"index": "8:8", "dataset": "cifar10"}}""", "ValueError")]
    [InlineData("""{"call": "get_more_info", "args": {"index": 1, "dataset": "cifar10", "hp": "13"}}""", "KeyError")]
    [InlineData("""{"call": "get_more_info", "args": {"index": 1, "dataset": "svhn"}}""", "KeyError")]
    [InlineData("""{"call": "get_more_info", "args": {"index": 1, "dataset": "cifar10", "iepoch": 3}}""", "ValueError")]
    [InlineData("""{"call": "get_more_info", "args": {"index": 1, "dataset": "cifar10", "iepoch": "2"}}""", "TypeError")]
    [InlineData("""{"call": "get_more_info", "args": {"index": 1, "dataset": "cifar10", "is_random": 888}}""", "ValueError")]
    [InlineData("""{"call": "get_more_info", "args": {"index": 1, "dataset": "cifar10", "is_random": null}}""", "ValueError")]
    [InlineData("""{"call": "get_cost_info", "args": {"index": 1, "dataset": "cifar10", "hp": "13"}}""", "ValueError")]
    [InlineData("""{"call": "query_by_index", "args": {"arch_index": 1, "dataname": "svhn"}}""", "ValueError")]
    [InlineData("""{"call": "query_info_str_by_arch", "args": {"arch": 1, "hp": 12}}""", "ValueError")]
    [InlineData("""{"call": "find_best", "args": {"dataset": "cifar10", "metric_on_set": "valid", "hp": 12}}""", "KeyError")]
    [InlineData("""{"call": "find_best", "args": {"dataset": "cifar10", "metric_on_set": "valid", "enforce_all": true}}""", "AssertionError")]
    [InlineData("""{"call": "find_best", "args": {"dataset": "cifar10", "metric_on_set": "valid", "over": [2]}}""", "KeyError")]
    [InlineData("""{"call": "statistics", "args": {"dataset": "ninapro", "hp": "12"}}""", "ValueError")]
    [InlineData("""{"call": "show", "args": {"index": -1}}""", "KeyError")]
    [InlineData("""{"call": "simulate_train_eval", "args": {"arch": 1, "dataset": "cifar10-valid"}}""", "ValueError")]
    public void Refuses(string call, string type)
    {
        using JsonDocument answer = JsonDocument.Parse(_calls.Answer(call));
        Assert.Equal(type, answer.RootElement.GetProperty("error").GetString());
        Assert.NotEmpty(answer.RootElement.GetProperty("message").GetString()!);
    }

    [Fact]
    public void The_clock_runs_over_calls_and_starts_again()
    {
        const string Train = """{"call": "simulate_train_eval", "args": {"arch": 3, "dataset": "cifar100", "hp": "90", "trial": 777}}""";
        const string Drawn = """{"call": "simulate_train_eval", "args": {"arch": 3, "dataset": "cifar100", "hp": "90"}}""";
        const string Unaccounted = """{"call": "simulate_train_eval", "args": {"arch": 3, "dataset": "cifar100", "hp": "90", "account_time": false}}""";
        double cost = Result(Train)[2].GetDouble();
        Assert.Equal(7.7 + 7.7 + 7.7 + (1.1 + 1.1 + 1.1) / 3, cost);
        Assert.Equal(cost, Result(Train)[3].GetDouble());
        Assert.Equal(cost + cost, Result(Drawn)[3].GetDouble());
        Assert.Equal(cost + cost, Result(Unaccounted)[3].GetDouble());
        Assert.Equal("""{"result":null}""", _calls.Answer("""{"call": "reset_time"}"""));
        Assert.Equal("""{"result":0.0}""", _calls.Answer("""{"call": "used_time"}"""));

        JsonElement Result(string call) => JsonDocument.Parse(_calls.Answer(call)).RootElement.GetProperty("result");
    }

    [Fact]
    public void No_line_whatever_makes_it_fail()
    {
        Gen<string> value = Gen.OneOf(
            Gen.Int[-3, 9].Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Gen.Int[0, Values.Length - 1].Select(i => Values[i]));
        string[] names = ["index", "arch", "arch_index", "dataset", "dataname", "hp", "iepoch", "is_random", "setname", "metric_on_set", "seed", "trial", "over", "flop_max", "param_max", "enforce_all", "account_time", "arch_str"];
        Gen.Select(Gen.Int[0, _calls.Names.Count() - 1], Gen.Shuffle(names), Gen.Int[0, 6], value.Array[6]).Sample((call, order, count, values) =>
        {
            string args = string.Join(", ", order.Take(count).Zip(values, (name, argument) => $"\"{name}\": {argument}"));
            string answer = _calls.Answer($$"""{"call": "{{_calls.Names.ElementAt(call)}}", "args": { {{args}} } }""");
            Assert.True(answer.StartsWith("{\"result\":", StringComparison.Ordinal) || answer.StartsWith("{\"error\":", StringComparison.Ordinal), answer);
        }, iter: 20_000, threads: 1);
        Gen.String.Sample(line => { _calls.Answer(line); }, iter: 1_000, threads: 1);
    }
}
