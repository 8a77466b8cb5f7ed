using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.DataSupport;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary>Trained networks of real records over a small data set.</summary>
public sealed class EvaluateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _archive = SharedData.Require("data", "NATS-sss-v1_0-50262-full");

    public EvaluateTests()
    {
        string inner = SyntheticImages.WriteImageNet16(_folder["images"], perBatch: 1, test: 8);
        SyntheticImages.Pack(inner, _folder["images.tar.gz"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Results_stand_beside_the_table()
    {
        string[] lines = Evaluate("11", "--json").Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement[] results = [.. lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(["x-valid", "x-test", "ori-test"], results.Select(result => result.GetProperty("set").GetString()));
        JsonElement last = results[^1];
        Assert.Equal((11, "8:8:8:16:32", "12", 777), (
            last.GetProperty("index").GetInt32(), last.GetProperty("architecture").GetString(), last.GetProperty("hp").GetString(), last.GetProperty("seed").GetInt32()));
        Assert.Equal(20.56666667175293, last.GetProperty("table_top1").GetDouble());
        Assert.Equal(JsonValueKind.Null, last.GetProperty("difference").ValueKind);
        Assert.False(last.GetProperty("published_images").GetBoolean());
        Assert.Equal(results.Take(2).Sum(result => result.GetProperty("images").GetInt32()), last.GetProperty("images").GetInt32());
        Assert.Equal(results.Take(2).Sum(result => result.GetProperty("top5_images").GetInt32()), last.GetProperty("top5_images").GetInt32());

        string text = Evaluate("11", "--set", "test").Succeeded();
        Assert.Contains("ImageNet16-120: 1 evaluations", text, StringComparison.Ordinal);
        Assert.Contains("not the published images: x-test", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Populations_are_written_as_Parquet_and_gone_on_with()
    {
        string output = _folder["results.parquet"];
        Assert.Contains("there is no such file", Fails(Evaluate("11", "12", "-o", output)), StringComparison.Ordinal);
        Assert.True(File.Exists($"{output}.journal"));
        Assert.Contains($"3 evaluations, in {output}", Evaluate("11", "-o", output).Succeeded(), StringComparison.Ordinal);
        Assert.False(File.Exists($"{output}.journal"));
        Assert.Contains("is there already", Fails(Evaluate("11", "-o", output)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_evaluated_is_told_in_one_line()
    {
        string place = _folder["images.tar.gz"];
        Assert.Contains("not the published file", Fails(Natsbench.Run("evaluate", _archive, "11", "--images", place, "--dataset", "ImageNet16-120", "--hp", "12")), StringComparison.Ordinal);
        Assert.Contains("'8:8:8:16:32' is no index", Fails(Evaluate("8:8:8:16:32")), StringComparison.Ordinal);
        Assert.Contains("no provider 'cudo'", Fails(Evaluate("11", "--provider", "cudo")), StringComparison.Ordinal);
        Assert.Contains("are not measured on 'y-test'", Fails(Evaluate("11", "--set", "y-test")), StringComparison.Ordinal);
        Assert.Contains("the '-full' download of the space has them", Fails(Natsbench.Run(
            "evaluate", SharedData.Require("data", "NATS-sss-v1_0-50262-simple"), "11", "--images", place, "--dataset", "ImageNet16-120", "--other-images")), StringComparison.Ordinal);
        Assert.Contains("Name architectures, or --all", Natsbench.Run("evaluate", _archive, "--images", place).Failed(2), StringComparison.Ordinal);
    }

    // A slow machine shows progress before.
    private static string Fails(Outcome outcome)
    {
        outcome.Failed(1);
        return outcome.Error;
    }

    private Outcome Evaluate(params string[] words) => Natsbench.Run(
        ["evaluate", _archive, "--images", _folder["images.tar.gz"], "--dataset", "ImageNet16-120", "--hp", "12", "--other-images", "--threads", "1", .. words]);
}
