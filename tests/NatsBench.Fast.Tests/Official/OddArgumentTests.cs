using System.Text.Json;
using NatsBench.Fast.Official;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Official;

/// <summary>
/// Arguments of another type than the official signatures mean. Python compares and looks up before it complains, so each ends in the
/// exception that its first use raises: True is 1, 5.0 is the key 5, a list is no key at all, and what is printed into a key is not there.
/// </summary>
public sealed class OddArgumentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NatsBenchmark _bench;
    private readonly OfficialCalls _calls;

    public OddArgumentTests()
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
    // Training is read at the integer of the same value; evaluations are printed keys, such as x-valid@True, which nothing has.
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": true, "is_random": 777}""", "true", "iepoch")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": false, "is_random": 777}""", "false", "iepoch")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": true, "is_random": false}""", "1.0", "iepoch")]
    public void An_epoch_of_training_comes_back_as_it_was_given(string call, string args, string expected, string member) =>
        Assert.Equal(expected, Result(call, args).GetProperty(member).GetRawText());

    [Fact]
    public void An_epoch_that_is_true_gives_training_alone()
    {
        JsonElement odd = Result("get_more_info", """{"index": 1, "dataset": "cifar10", "iepoch": true, "is_random": 777}""");
        JsonElement whole = Result("get_more_info", """{"index": 1, "dataset": "cifar10", "iepoch": 1, "is_random": 777}""");
        Assert.Equal(["train-loss", "train-accuracy", "train-per-time", "train-all-time", "comment"], odd.EnumerateObject().Select(member => member.Name));
        Assert.All(odd.EnumerateObject(), member => Assert.Equal(whole.GetProperty(member.Name).GetRawText(), member.Value.GetRawText()));
    }

    [Theory]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "x-valid", "iepoch": true}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "x-valid", "iepoch": false}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "x-valid", "iepoch": 1.0}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": 1.0}""", "TypeError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": 2.0}""", "TypeError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": 2.5}""", "KeyError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": 3.5}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": -0.5}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": NaN}""", "KeyError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": Infinity}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": "1"}""", "TypeError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": []}""", "TypeError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "iepoch": {}}""", "TypeError")]
    [InlineData("get_more_info", """{"index": 1, "dataset": "cifar10-valid", "iepoch": true, "is_random": false}""", "ValueError")]
    [InlineData("get_more_info", """{"index": 1, "dataset": "cifar10", "iepoch": 2.5, "is_random": false}""", "KeyError")]
    [InlineData("get_more_info", """{"index": 1, "dataset": "cifar10", "iepoch": 1.0, "is_random": false}""", "TypeError")]
    [InlineData("get_more_info", """{"index": 1, "dataset": "cifar10", "iepoch": 99.5, "is_random": false}""", "ValueError")]
    [InlineData("simulate_train_eval", """{"arch": 1, "dataset": "cifar10", "iepoch": true}""", "ValueError")]
    [InlineData("simulate_train_eval", """{"arch": 1, "dataset": "cifar10", "iepoch": 1.0}""", "TypeError")]
    [InlineData("simulate_train_eval", """{"arch": 1, "dataset": "cifar10", "iepoch": 1.5}""", "KeyError")]
    [InlineData("simulate_train_eval", """{"arch": 1, "dataset": "svhn", "iepoch": 1.5}""", "ValueError")]
    public void An_epoch_that_is_no_integer_is_refused_where_it_is_used(string call, string args, string error) => AssertError(error, call, args);

    [Theory]
    [InlineData("arch", """{"index": 1.0}""", "TypeError")]
    [InlineData("arch", """{"index": 99.5}""", "ValueError")]
    [InlineData("arch", """{"index": -0.5}""", "ValueError")]
    [InlineData("arch", """{"index": NaN}""", "TypeError")]
    [InlineData("arch", """{"index": Infinity}""", "ValueError")]
    [InlineData("arch", """{"index": null}""", "TypeError")]
    [InlineData("arch", """{"index": [1]}""", "TypeError")]
    [InlineData("__getitem__", """{"index": 1.0}""", "TypeError")]
    [InlineData("get_more_info", """{"index": 1.0, "dataset": "cifar10"}""", "ValueError")]
    [InlineData("get_more_info", """{"index": null, "dataset": "cifar10"}""", "ValueError")]
    [InlineData("get_more_info", """{"index": [1], "dataset": "cifar10"}""", "ValueError")]
    [InlineData("get_cost_info", """{"index": 1.0, "dataset": "cifar10"}""", "ValueError")]
    [InlineData("get_cost_info", """{"index": 1.5, "dataset": "cifar10"}""", "ValueError")]
    [InlineData("get_cost_info", """{"index": null, "dataset": "cifar10"}""", "TypeError")]
    [InlineData("get_cost_info", """{"index": "1", "dataset": "cifar10"}""", "TypeError")]
    [InlineData("get_cost_info", """{"index": [1], "dataset": "cifar10"}""", "TypeError")]
    [InlineData("get_latency", """{"index": 1.0, "dataset": "cifar10"}""", "ValueError")]
    [InlineData("get_net_config", """{"index": 1.0, "dataset": "cifar10"}""", "ValueError")]
    [InlineData("query_by_index", """{"arch_index": 1.5}""", "ValueError")]
    [InlineData("show", """{"index": 1.5}""", "ValueError")]
    [InlineData("show", """{"index": null}""", "TypeError")]
    [InlineData("show", """{"index": "1"}""", "TypeError")]
    [InlineData("clear_params", """{"index": 1.5}""", "KeyError")]
    [InlineData("clear_params", """{"index": "1"}""", "KeyError")]
    [InlineData("clear_params", """{"index": null}""", "KeyError")]
    [InlineData("clear_params", """{"index": [1]}""", "TypeError")]
    [InlineData("clear_params", """{"index": 99}""", "KeyError")]
    [InlineData("reload", """{"index": 1.0}""", "ValueError")]
    [InlineData("reload", """{"index": 99.5}""", "AssertionError")]
    [InlineData("reload", """{"index": "1"}""", "TypeError")]
    [InlineData("reload", """{"index": -1}""", "AssertionError")]
    [InlineData("reload", """{"index": 1}""", "ValueError")]
    [InlineData("reload", """{"archive_root": "somewhere"}""", "ValueError")]
    public void An_index_that_is_no_integer(string call, string args, string error) => AssertError(error, call, args);

    [Theory]
    [InlineData("get_more_info", """{"index": 1, "dataset": ["cifar10"]}""", "TypeError")]
    [InlineData("get_more_info", """{"index": 1, "dataset": {}}""", "TypeError")]
    [InlineData("get_more_info", """{"index": 1, "dataset": null}""", "KeyError")]
    [InlineData("get_more_info", """{"index": 1, "dataset": 10}""", "KeyError")]
    [InlineData("get_more_info", """{"index": 1, "dataset": "cifar10", "hp": ["12"]}""", "KeyError")]
    [InlineData("get_more_info", """{"index": 1, "dataset": "cifar10", "hp": 12.0}""", "KeyError")]
    [InlineData("get_more_info", """{"index": 1, "dataset": "cifar10", "hp": null}""", "KeyError")]
    [InlineData("get_net_config", """{"index": 1, "dataset": ["cifar10"]}""", "TypeError")]
    [InlineData("get_cost_info", """{"index": 1, "dataset": []}""", "TypeError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": null}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": 5}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": []}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": ""}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "is_random": 777.0}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "is_random": []}""", "ValueError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "is_random": "x", "iepoch": "y"}""", "TypeError")]
    [InlineData("get_metrics", """{"index": 1, "dataset": "cifar10", "setname": "train", "is_random": "x", "iepoch": 2.5}""", "KeyError")]
    [InlineData("query_info_str_by_arch", """{"arch": 1, "hp": 12}""", "ValueError")]
    [InlineData("clear_params", """{"index": 1, "hp": 11}""", "ValueError")]
    [InlineData("query_info_str_by_arch", """{"arch": 1, "hp": null}""", "ValueError")]
    [InlineData("query_info_str_by_arch", """{"arch": 1, "hp": ["12"]}""", "TypeError")]
    [InlineData("get_net_param", """{"index": 1, "dataset": "cifar10", "seed": [777]}""", "TypeError")]
    [InlineData("get_net_param", """{"index": 1, "dataset": ["cifar10"], "seed": 777}""", "TypeError")]
    [InlineData("get_net_param", """{"index": 1, "dataset": null, "seed": 777}""", "ValueError")]
    [InlineData("get_net_param", """{"index": 1, "dataset": null, "seed": null}""", "KeyError")]
    [InlineData("get_net_param", """{"index": 1, "dataset": "cifar10-valid", "seed": 777.5}""", "ValueError")]
    [InlineData("statistics", """{"dataset": ["cifar10"], "hp": 12}""", "ValueError")]
    [InlineData("find_best", """{"dataset": "cifar10", "metric_on_set": "valid", "over": [1], "hp": null}""", "KeyError")]
    [InlineData("find_best", """{"dataset": "cifar10", "metric_on_set": "valid", "over": [1], "hp": 12}""", "KeyError")]
    [InlineData("find_best", """{"dataset": "cifar10", "metric_on_set": "valid", "over": [1], "hp": ["12"]}""", "TypeError")]
    [InlineData("find_best", """{"dataset": ["cifar10"], "metric_on_set": "valid", "over": [1]}""", "TypeError")]
    [InlineData("find_best", """{"dataset": "cifar10", "metric_on_set": 5, "over": [1]}""", "ValueError")]
    [InlineData("find_best", """{"dataset": "cifar10", "metric_on_set": "valid", "over": [1], "flop_max": "100"}""", "TypeError")]
    [InlineData("find_best", """{"dataset": "cifar10", "metric_on_set": "valid", "over": [1], "flop_max": [100]}""", "TypeError")]
    [InlineData("find_best", """{"dataset": "cifar10", "metric_on_set": "valid", "over": [1], "param_max": "1"}""", "TypeError")]
    [InlineData("find_best", """{"dataset": "svhn", "metric_on_set": "valid", "over": [1], "flop_max": "100"}""", "KeyError")]
    public void A_key_of_another_type(string call, string args, string error) => AssertError(error, call, args);

    [Theory]
    [InlineData("query_index_by_arch", """{"arch": true}""", "true")]
    [InlineData("query_index_by_arch", """{"arch": false}""", "false")]
    [InlineData("query_index_by_arch", """{"arch": null}""", "-1")]
    [InlineData("query_index_by_arch", """{"arch": [1]}""", "-1")]
    [InlineData("get_net_param", """{"index": 1, "dataset": "cifar10-valid", "seed": 777.0}""", "null")]
    [InlineData("clear_params", """{"index": 1.0}""", "null")]
    [InlineData("clear_params", """{"index": true, "hp": 12}""", "null")]
    [InlineData("show", """{"index": 99.5}""", "\"This index (99.5) is out of range (0~8).\"")]
    [InlineData("show", """{"index": NaN}""", "\"This index (nan) is out of range (0~8).\"")]
    [InlineData("find_best", """{"dataset": "cifar10", "metric_on_set": "valid", "over": [1, 3], "flop_max": true}""", "[-1,null]")]
    [InlineData("find_best", """{"dataset": 5, "metric_on_set": [], "over": [], "flop_max": "x", "hp": []}""", "[-1,null]")]
    [InlineData("find_best", """{"dataset": "cifar10", "metric_on_set": "valid", "over": [1, 3], "enforce_all": 0}""", "[3,24.776]")]
    public void Where_Python_answers(string call, string args, string expected) => Assert.Equal(expected, Result(call, args).GetRawText());

    [Theory]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("false")]
    public void What_Python_takes_for_false_accounts_no_time(string flag)
    {
        Result("simulate_train_eval", $$"""{"arch": 1, "dataset": "cifar10", "hp": 12, "account_time": {{flag}}}""");
        Assert.Equal("0.0", Result("used_time", "{}").GetRawText());
        Result("simulate_train_eval", """{"arch": 1, "dataset": "cifar10", "hp": 12, "account_time": "no"}""");
        Assert.NotEqual("0.0", Result("used_time", "{}").GetRawText());
    }

    private JsonElement Result(string call, string args)
    {
        // The sample has a loss of NaN, which .NET does not read.
        string answer = _calls.Answer($$"""{"call": "{{call}}", "args": {{args}}}""").Replace("NaN", "null", StringComparison.Ordinal);
        JsonElement root = JsonDocument.Parse(answer).RootElement;
        return root.TryGetProperty("result", out JsonElement result) ? result : throw new InvalidOperationException(answer);
    }

    private void AssertError(string expected, string call, string args)
    {
        string answer = _calls.Answer($$"""{"call": "{{call}}", "args": {{args}}}""");
        Assert.True(answer.StartsWith($$"""{"error":"{{expected}}",""", StringComparison.Ordinal), $"{call} {args}: {answer}");
    }
}
