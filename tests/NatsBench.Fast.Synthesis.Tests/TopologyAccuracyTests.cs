using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis.Measures;
using NatsBench.Fast.Synthesis.Noise;
using NatsBench.Fast.Synthesis.Spaces;
using NatsBench.Fast.Synthesis.Surrogate;

namespace NatsBench.Fast.Synthesis.Tests;

public class TopologyAccuracyTests
{
    private static readonly NoiseKey Root = NoiseKey.Root(1);

    [Fact]
    public void Cells_without_a_path_guess()
    {
        Assert.Equal(341, Enumerable.Range(0, TopologyCell.Count).Count(code => Finals(code, SettingPlan.Epochs12, TrainingSet.Cifar10) is null));
        // All edges none.
        TrialRecord trial = SyntheticSpace.Topology.CreateRecord(1651, 1).Settings[0].Datasets[0].Trials[0]!;
        Assert.All(trial.Evaluations, set => Assert.Equal(10, set.Top1!.Values[^1], 1e-4));
        Assert.Equal(Math.Log(10), trial.TrainLoss!.Values[^1], 1e-3);
    }

    // The published table's mean over the space of the column, and its best mean over seeds.
    [Theory]
    [InlineData("12", 1, 75.8, 89.16)]
    [InlineData("200", 1, 86.9, 94.3734)]
    [InlineData("200", 2, 61.4, 73.4934)]
    [InlineData("200", 3, 33.9, 46.7334)]
    public void Accuracies_spread_as_the_regression_does(string setting, int set, double mean, double best)
    {
        SettingPlan plan = setting == "12" ? SettingPlan.Epochs12 : SettingPlan.Epochs200;
        TrainingSet trained = TrainingSet.All[set];
        double[] finals = [.. Enumerable.Range(0, TopologyCell.Count).Select(code => Finals(code, plan, trained)?[0] ?? trained.Chance)];
        Assert.InRange(finals.Average(), mean - 0.5, mean + 0.5);
        Assert.InRange(finals.Max(), best - 0.8, best);
    }

    [Fact]
    public void Isomorphic_cells_share_what_the_regression_leaves_unexplained()
    {
        // Node 1 is the input again, so its edge and the input's may change places.
        TopologyCell left = TopologyCell.Parse("|skip_connect~0|+|none~0|none~1|+|nor_conv_3x3~0|nor_conv_1x1~1|none~2|");
        TopologyCell right = TopologyCell.Parse("|skip_connect~0|+|none~0|none~1|+|nor_conv_1x1~0|nor_conv_3x3~1|none~2|");
        for (int column = 0; column < TopologySurrogate.Columns; column++)
            Assert.Equal(Residual(left, column), Residual(right, column), 1e-9);
        Assert.NotEqual(Residual(left, 0), Residual(TopologyCell.FromCode(TopologyCell.Count - 1), 0), 1e-9);
    }

    private static double Residual(TopologyCell cell, int column) =>
        new TopologyAccuracy(cell, Root).Mean(column, SettingPlan.Epochs12, TrainingSet.Cifar10) - TopologySurrogate.Instance.Predict(column, cell);

    private static double[]? Finals(int code, SettingPlan setting, TrainingSet set) =>
        new TopologyAccuracy(TopologyCell.FromCode(code), Root).Finals(setting, set, Root.With(code));
}
