using NatsBench.Fast.Model;
using NatsBench.Fast.Statistics.Comparisons;
using NatsBench.Fast.Statistics.Intervals;
using NatsBench.Fast.Statistics.Planning;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Tests;

/// <summary>What intervals and tests promise, over two thousand experiments that are made up. Explicit: half a minute.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int Experiments = 2000;

    [Fact(Explicit = true)]
    public void Intervals_cover_what_they_estimate()
    {
        // An exponential distribution has mean 1 and median ln 2; the middle half of a normal one, and all of it, have mean 0.
        Covers("mean, normal", Normal, new Mean(), 0);
        Covers("interquartile mean, normal", Normal, new InterquartileMean(), 0);
        Covers("median, exponential", Exponential, Quantile.Median, Math.Log(2));
        Covers("mean, exponential", Exponential, new Mean(), 1);
    }

    [Fact(Explicit = true)]
    public void Intervals_of_improvement_cover_it()
    {
        // Of two normal distributions one deviation apart: Φ(1 / √2).
        double truth = MathNet.Numerics.Distributions.Normal.CDF(0, 1, 1 / Math.Sqrt(2));
        Covers("improvement, normal", truth, (ref SplitMix64 random) =>
        {
            double[] first = Draw(Normal, 200, ref random), second = Draw(Normal, 200, ref random);
            return Bootstrap.OfImprovement([[.. first.Select(value => value + 1)]], [second], random.NextUInt64(), 1000);
        });
    }

    [Theory(Explicit = true)]
    [InlineData(12)]
    [InlineData(40)]
    [InlineData(80)]
    public void Tests_find_what_is_not_there_as_often_as_they_say(int trials)
    {
        Assert.InRange(Found("Wilcoxon", (ref SplitMix64 random) => WilcoxonSignedRank.Of(Draw(Normal, trials, ref random), Draw(Normal, trials, ref random)).PValue), 0.035, 0.065);
        Assert.InRange(Found("Mann–Whitney", (ref SplitMix64 random) => MannWhitney.Of(Draw(Exponential, trials, ref random), Draw(Exponential, trials, ref random)).PValue), 0.035, 0.065);
        Assert.InRange(Found("Friedman", (ref SplitMix64 random) =>
        {
            double[][] blocks = new double[trials][];
            for (int block = 0; block < trials; block++)
                blocks[block] = Draw(Exponential, 5, ref random);
            return Friedman.Of(blocks).PValue;
        }), 0.035, 0.065);
    }

    [Theory(Explicit = true)]
    [InlineData(0.5, 0.8)]
    [InlineData(0.3, 0.9)]
    public void The_required_trials_find_what_is_there(double difference, double power)
    {
        int pairs = (int)RequiredTrials.Paired(difference, 1, power: power);
        double a12 = MathNet.Numerics.Distributions.Normal.CDF(0, 1, difference / Math.Sqrt(2));
        int trials = (int)RequiredTrials.ByA12(a12, power: power);
        // Ranks of normal numbers know 3 / π of what the numbers do.
        Assert.InRange(Found($"Wilcoxon, {pairs} pairs", (ref SplitMix64 random) =>
            WilcoxonSignedRank.Of([.. Draw(Normal, pairs, ref random).Select(value => value + difference)], new double[pairs]).PValue), power - 0.05, power + 0.03);
        Assert.InRange(Found($"Mann–Whitney, {trials} trials", (ref SplitMix64 random) =>
            MannWhitney.Of([.. Draw(Normal, trials, ref random).Select(value => value + difference)], Draw(Normal, trials, ref random)).PValue), power - 0.03, power + 0.03);
    }

    private void Covers<TStatistic>(string name, Func<double, double> distribution, TStatistic statistic, double truth)
        where TStatistic : struct, IStatistic =>
        Covers(name, truth, (ref SplitMix64 random) => Bootstrap.Of(Draw(distribution, 200, ref random), statistic, random.NextUInt64(), 1000));

    private void Covers(string name, double truth, Experiment<Bootstrap> experiment)
    {
        SplitMix64 random = new(1);
        int percentile = 0, bca = 0;
        for (int i = 0; i < Experiments; i++)
        {
            Bootstrap bootstrap = experiment(ref random);
            percentile += bootstrap.Percentile() is var one && one.Low <= truth && truth <= one.High ? 1 : 0;
            bca += bootstrap.BiasCorrected() is var other && other.Low <= truth && truth <= other.High ? 1 : 0;
        }
        output.WriteLine($"{name}: percentile {100.0 * percentile / Experiments} %, BCa {100.0 * bca / Experiments} %");
        Assert.InRange(bca, 0.93 * Experiments, 0.97 * Experiments);
        Assert.InRange(percentile, 0.93 * Experiments, 0.97 * Experiments);
    }

    private double Found(string name, Experiment<double> pValue)
    {
        SplitMix64 random = new(2);
        int found = 0;
        for (int i = 0; i < Experiments; i++)
            found += pValue(ref random) <= 0.05 ? 1 : 0;
        output.WriteLine($"{name}: {100.0 * found / Experiments} %");
        return found / (double)Experiments;
    }

    private static double[] Draw(Func<double, double> distribution, int count, ref SplitMix64 random)
    {
        double[] values = new double[count];
        foreach (ref double value in values.AsSpan())
            value = distribution((random.NextUInt32() + 0.5) / (1L << 32));
        return values;
    }

    private static double Normal(double uniform) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, uniform);

    private static double Exponential(double uniform) => -Math.Log(uniform);

    private delegate TResult Experiment<TResult>(ref SplitMix64 random);
}
