using NatsBench.Fast.Statistics.Intervals;

namespace NatsBench.Fast.Statistics.Tests;

public sealed class WinnerSharesTests
{
    [Fact]
    public void Two_samples_of_two_values_win_as_all_resamples_do()
    {
        double[][] samples = [[0, 3], [1, 2]];
        // Means 0, 1.5, 1.5, 3 against 1, 1.5, 1.5, 2: of sixteen the first wins six, the second six, and four are shared.
        double[] shares = WinnerShares.Of(samples, arePaired: false, seed: 1, resamples: 40_000);
        Assert.Equal(1, shares.Sum(), 1e-9);
        Assert.InRange(shares[0], 0.49, 0.51);
        // As pairs: draws 00, 01, 10, 11 make 0 < 1, equal, equal, 3 > 2.
        Assert.InRange(WinnerShares.Of(samples, arePaired: true, seed: 1, resamples: 40_000)[0], 0.49, 0.51);
    }

    [Fact]
    public void A_pair_that_is_always_ahead_always_wins()
    {
        double[] other = [.. Enumerable.Range(0, 50).Select(i => (double)(i % 7))], ahead = [.. other.Select(value => value + 1e-6)];
        Assert.Equal([1.0, 0.0], WinnerShares.Of([ahead, other], arePaired: true, seed: 4, resamples: 1000).Select(share => Math.Round(share, 12)));
        double unpaired = WinnerShares.Of([ahead, other], arePaired: false, seed: 4, resamples: 1000)[0];
        Assert.InRange(unpaired, 0.4, 0.6);
    }

    [Fact]
    public void The_greatest_of_normal_means_wins_as_often_as_the_normal_distribution_says()
    {
        // The difference of bootstrap means has the samples' variances over n.
        double[] one = [.. Enumerable.Range(0, 200).Select(i => (double)(i % 10))], other = [.. one.Select(value => value + 0.3)];
        double deviation = Math.Sqrt(2 * one.Select(value => Math.Pow(value - one.Average(), 2)).Average() / one.Length);
        double expected = MathNet.Numerics.Distributions.Normal.CDF(0, 1, 0.3 / deviation);
        Assert.InRange(WinnerShares.Of([one, other], arePaired: false, seed: 9, resamples: 40_000)[1], expected - 0.01, expected + 0.01);
    }

    [Fact]
    public void What_cannot_win_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WinnerShares.Of([[1.0]], arePaired: false, seed: 1));
        Assert.Throws<ArgumentException>(() => WinnerShares.Of([[1.0], []], arePaired: false, seed: 1));
        Assert.Throws<ArgumentException>(() => WinnerShares.Of([[1.0, 2], [1]], arePaired: true, seed: 1));
        Assert.Throws<ArgumentException>(() => WinnerShares.Of([[1.0, double.NaN], [1, 2]], arePaired: true, seed: 1));
    }
}
