using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary><c>natsbench compare</c> and <c>baselines</c>, end to end.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _table = WholeTable.Of(SearchSpace.Topology);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_study_and_a_csv_of_anyone_are_compared()
    {
        Natsbench.Run(
            "search", _table, "--algorithm", "random,rea", "--dataset", "cifar10", "--budget", "20e", "--trials", "12", "--out", _folder["run"]).Succeeded();
        File.WriteAllText(_folder["mine.csv"], "trial,step,arch\n" + string.Concat(Enumerable.Range(0, 10).Select(trial => $"{trial},0,{trial * 7}\n")));
        JsonElement[] lines = Lines(Natsbench.Run(
            "compare", _folder["run"], $"mine={_folder["mine.csv"]}", "--file", _table, "--dataset", "cifar10", "--budget", "20e", "--resamples", "200", "--json"));
        Assert.Equal(["random", "rea", "mine"], lines.Where(line => Kind(line) == "algorithm").Select(line => line.GetProperty("algorithm").GetString()));
        JsonElement[] pairs = [.. lines.Where(line => Kind(line) == "pair")];
        Assert.Equal(
            ["Wilcoxon signed-rank", "Mann–Whitney", "Mann–Whitney"], pairs.Select(pair => pair.GetProperty("test").GetString()));
        Assert.All(pairs, pair => Assert.InRange(pair.GetProperty("p_holm").GetDouble(), pair.GetProperty("p").GetDouble(), 1));
        Assert.Equal(4, lines.Count(line => Kind(line) == "exact-best"));
        Assert.All(lines, line => Assert.True(line.GetProperty("synthetic").GetBoolean()));

        string text = Natsbench.Run("compare", _folder["run"], "--resamples", "200").Succeeded();
        Assert.Contains("cifar10, 20 evaluations: test accuracy, %", text, StringComparison.Ordinal);
        Assert.Contains("the test needs at least 3 algorithms, not 2", Natsbench.Run("compare", _folder["run"], "--json").Succeeded(), StringComparison.Ordinal);
        Assert.Contains("Note: datasets are compared each by itself", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Baselines_are_run_once()
    {
        Outcome first = Natsbench.Run("baselines", _table, "--out", _folder["base"], "--json"), second = Natsbench.Run("baselines", _table, "--out", _folder["base"], "--json");
        Assert.Equal(12, Lines(first).Length);
        Assert.Contains("run and kept", first.Error, StringComparison.Ordinal);
        Assert.Contains("there already", second.Error, StringComparison.Ordinal);
        Assert.Equal(first.Output, second.Output);
        Assert.Contains("is no folder of this table's baselines", Natsbench.Run("baselines", WholeTable.Of(SearchSpace.Size), "--out", _folder["base"]).Failed(1), StringComparison.Ordinal);
        JsonElement[] lines = Lines(Natsbench.Run("compare", _folder["base"], "--file", _table, "--metric", "normalised", "--resamples", "100", "--json"));
        Assert.Equal(4, lines.Count(line => Kind(line) == "overall"));
        Assert.Contains(lines, line => Kind(line) == "overall-ranks" && line.GetProperty("missing_because").GetString()!.StartsWith("3 blocks are too few", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Name runs, or --baselines.", 2)]
    [InlineData("--baselines are run on a table", 2, "--baselines")]
    [InlineData("--report looks accuracies up", 2, "finals.txt", "--report", "cifar10")]
    [InlineData("--metric: 'tests' is none of", 2, "finals.txt", "--metric", "tests")]
    [InlineData("there is no such file or folder", 1, "nothing.csv")]
    public void What_is_missing_is_said(string fault, int exitCode, params string[] arguments) =>
        Assert.Contains(fault, Natsbench.Run(["compare", .. arguments]).Failed(exitCode), StringComparison.Ordinal);

    private static string? Kind(JsonElement line) => line.GetProperty("kind").GetString();

    private static JsonElement[] Lines(Outcome outcome) => [.. outcome.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
}
