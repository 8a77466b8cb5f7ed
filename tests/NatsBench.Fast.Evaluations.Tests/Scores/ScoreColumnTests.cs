using NatsBench.Fast.Evaluations.Scores;
using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Evaluations.Tests.Scores;

public sealed class ScoreColumnTests
{
    [Fact]
    public void Scores_in_the_order_of_the_accuracies_correlate_wholly()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
        double[] test = bench.Table(Dataset.ImageNet16120, TrainingSetting.Epochs200).Accuracy(EvaluationSet.XTest).ToArray();
        IReadOnlyList<ScoreCorrelation> right = Correlate(index => Math.Log(test[index])), wrong = Correlate(index => index == 7 ? null : -test[index]);
        Assert.Equal([EvaluationSet.XValid, EvaluationSet.XTest], right.Select(one => one.Set));
        Assert.Equal((100, 1.0, 1.0), (right[1].Architectures, right[1].Kendall, right[1].Spearman));
        Assert.Equal((99, -1.0, -1.0), (wrong[1].Architectures, wrong[1].Kendall, wrong[1].Spearman));
        Assert.InRange(right[0].Kendall, 0.5, 0.999);

        IReadOnlyList<ScoreCorrelation> Correlate(Func<int, double?> score) => ScoreColumn.Correlate(bench, new ScoreTable(
            NaswotTests.Plan(), "a device", ExecutionProvider.Cpu,
            [.. Enumerable.Range(0, 100).Select(index => new ArchitectureScore(index, bench.Architecture(index), index, score(index)))], Run: 0, Seconds: 0));
    }
}
