using System.Text.Json;
using NatsBench.Fast.Cli.Tests.Support;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Cli.Tests;

/// <summary><c>natsbench score GENOTYPES --file</c>, against plain loops over the table.</summary>
public sealed class TableScoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _table = WholeTable.Of(SearchSpace.Topology);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_architecture_is_looked_up_on_every_dataset()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(_table);
        File.WriteAllText(_folder["list.txt"], $"# ours\n284\n\n{bench.Architecture(1462)} # by its text\n");
        JsonElement[] scores = Lines(Natsbench.Run("score", _folder["list.txt"], "--file", _table, "--json"));
        Assert.Equal(
            ["284 cifar10", "284 cifar100", "284 ImageNet16-120", "1462 cifar10", "1462 cifar100", "1462 ImageNet16-120"],
            scores.Select(score => $"{score.GetProperty("index")} {score.GetProperty("dataset")}"));
        JsonElement own = scores[1];
        double[] test = bench.Table(Dataset.Cifar100, TrainingSetting.Epochs200).Accuracy(EvaluationSet.XTest).ToArray();
        double[] deviations = bench.Table(Dataset.Cifar100, TrainingSetting.Epochs200).AccuracyDeviation(EvaluationSet.XTest).ToArray();
        Assert.Equal((test[284], deviations[284]), (own.GetProperty("test").GetDouble(), own.GetProperty("test_std").GetDouble()));
        Assert.Equal(1 + test.Count(other => other > test[284]), own.GetProperty("rank").GetInt32());
        Assert.Equal(
            100 * (test.Count(other => other < test[284]) + ((test.Count(other => other == test[284]) - 1) / 2.0)) / (test.Length - 1), own.GetProperty("percentile").GetDouble(), 1e-9);
        Assert.Equal(test.Max() - test[284], own.GetProperty("regret").GetDouble());
        Assert.Equal(bench.Table(Dataset.Cifar100, TrainingSetting.Epochs200).Costs.Flops[284], own.GetProperty("flops").GetDouble());
    }

    [Theory]
    [InlineData("table", "regret (%)")]
    [InlineData("latex", @"\begin{tabular}")]
    [InlineData("markdown", "| --- |")]
    [InlineData("csv", "index,architecture,dataset,valid,valid_std,test,test_std,rank,percentile,regret,flops,params,latency")]
    public void Papers_take_them_as_they_are(string format, string part) =>
        Assert.Contains(part, Natsbench.RunWithInput("284\n", ["score", "-", "--file", _table, "--format", format]).Succeeded().Replace("| ---: |", "| --- |", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void What_is_no_architecture_is_told_with_its_line()
    {
        File.WriteAllText(_folder["list.txt"], "284\n99999\n");
        Assert.Contains("list.txt, line 2: '99999' is no architecture of", Natsbench.Run("score", _folder["list.txt"], "--file", _table).Failed(1), StringComparison.Ordinal);
        File.WriteAllText(_folder["empty.txt"], "# nothing\n");
        Assert.Contains("no architecture; name one a line", Natsbench.Run("score", _folder["empty.txt"], "--file", _table).Failed(1), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Natsbench.Run("score", _folder["nothing.txt"], "--file", _table).Failed(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--batch is of scores without training", "x.txt", "--batch", "3")]
    [InlineData("With --file the architectures stand in a file", "x.txt", "5")]
    public void Both_forms_are_kept_apart(string fault, params string[] arguments) =>
        Assert.Contains(fault, Natsbench.Run(["score", .. arguments, "--file", _table]).Failed(2), StringComparison.Ordinal);

    private static JsonElement[] Lines(Outcome outcome) => [.. outcome.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
}
