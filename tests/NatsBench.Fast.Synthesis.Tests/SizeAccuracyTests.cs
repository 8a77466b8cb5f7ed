using NatsBench.Fast.Model;
using NatsBench.Fast.Synthesis.Measures;
using NatsBench.Fast.Synthesis.Noise;
using NatsBench.Fast.Synthesis.Spaces;

namespace NatsBench.Fast.Synthesis.Tests;

public class SizeAccuracyTests
{
    private static readonly NoiseKey Root = NoiseKey.Root(1);

    [Fact]
    public void Cifar10_test_accuracies_spread_as_the_published_ones()
    {
        double[] accuracies = Last(SettingPlan.Epochs90, TrainingSet.Cifar10, 0);
        double mean = accuracies.Average();
        Assert.Equal(91.085, mean, 0.2);
        Assert.Equal(1.27, Math.Sqrt(accuracies.Average(value => (value - mean) * (value - mean))), 0.15);
        Assert.Equal(79.79, accuracies.Min(), 0.4);
        Assert.Equal(93.65, accuracies.Max(), 0.4);
        Assert.Equal(0, Array.IndexOf(accuracies, accuracies.Min()));
        double[] sorted = [.. accuracies.Order()];
        Assert.Equal(88.71, sorted[accuracies.Length / 20], 0.3);
        Assert.Equal(91.31, sorted[accuracies.Length / 2], 0.3);
        Assert.Equal(92.70, sorted[accuracies.Length * 19 / 20], 0.3);
    }

    // Index and published accuracy.
    [Theory]
    [InlineData(0, 79.79)]
    [InlineData(11, 85.77)]
    [InlineData(284, 89.51)]
    [InlineData(1000, 90.14)]
    [InlineData(8192, 82.18)]
    [InlineData(16383, 93.34)]
    [InlineData(32767, 93.40)]
    public void Published_networks_are_met_roughly(int index, double published) =>
        Assert.Equal(published, Finals(index, SettingPlan.Epochs90, TrainingSet.Cifar10)[0], 1.8);

    [Fact]
    public void Accuracy_ranks_much_as_the_parameters_do()
    {
        double[] accuracies = Last(SettingPlan.Epochs90, TrainingSet.Cifar10, 0);
        double[] parameters = [.. Enumerable.Range(0, SizeNetwork.Count).Select(code => NetworkCost.Of(SizeNetwork.FromCode(code), 10, 32).ParametersInMillions)];
        // Published: 0.872.
        Assert.InRange(Pearson(Ranks(accuracies), Ranks(parameters)), 0.8, 0.92);
    }

    [Theory]
    [InlineData(0, 0, 85.02)]
    [InlineData(2, 0, 61.06)]
    [InlineData(2, 1, 61.12)]
    [InlineData(3, 0, 39.13)]
    [InlineData(3, 1, 39.47)]
    public void Best_networks_after_12_epochs_are_about_as_good_as_the_published_ones(int set, int evaluation, double published) =>
        Assert.Equal(published, Last(SettingPlan.Epochs12, TrainingSet.All[set], evaluation).Order().ElementAt(SizeNetwork.Count - 33), 1.5);

    private static double[] Last(SettingPlan setting, TrainingSet set, int evaluation) =>
        [.. Enumerable.Range(0, SizeNetwork.Count).Select(code => Finals(code, setting, set)[evaluation])];

    private static double[] Finals(int code, SettingPlan setting, TrainingSet set)
    {
        NoiseKey network = Root.With(code);
        return new SizeAccuracy(SizeNetwork.FromCode(code), network).Finals(setting, set, network.With(setting.Number));
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        double[] ranks = new double[values.Length];
        for (int rank = 0; rank < order.Length; rank++)
            ranks[order[rank]] = rank;
        return ranks;
    }

    private static double Pearson(double[] x, double[] y)
    {
        double meanX = x.Average(), meanY = y.Average();
        double Product(double[] a, double meanA, double[] b, double meanB) => a.Zip(b, (p, q) => (p - meanA) * (q - meanB)).Sum();
        return Product(x, meanX, y, meanY) / Math.Sqrt(Product(x, meanX, x, meanX) * Product(y, meanY, y, meanY));
    }
}
