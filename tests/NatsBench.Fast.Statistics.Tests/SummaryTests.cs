using CsCheck;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Tests;

/// <summary>Summary numbers against their definitions.</summary>
public sealed class SummaryTests
{
    [Fact]
    public void Known_samples()
    {
        Summary summary = Summary.Of([4, 1, 3, 2]);
        Assert.Equal(2.5, summary.Mean);
        Assert.Equal(Math.Sqrt(1.25), summary.Deviation);
        Assert.Equal(Math.Sqrt(5.0 / 3 / 4), summary.StandardError);
        Assert.Equal(2.5, summary.Median);
        Assert.Equal(2.5, summary.InterquartileMean);
        // Of five, 1.25 to 3.75 of the sorted values: 0.75·2 + 3 + 0.75·10.
        Assert.Equal((0.75 * 2 + 3 + 0.75 * 10) / 2.5, Summary.Of([100, 10, 3, 2, -7]).InterquartileMean);
    }

    [Fact]
    public void A_single_value_has_no_error()
    {
        Summary summary = Summary.Of([7]);
        Assert.Equal((7, 0, 7, 7), (summary.Mean, summary.Deviation, summary.Median, summary.InterquartileMean));
        Assert.True(double.IsNaN(summary.StandardError));
    }

    [Fact]
    public void Middle_mean_is_that_of_each_value_four_times_over() =>
        // Four copies of each value make the quarters whole numbers.
        Gen.Double[-100, 100].Array[1, 40].Sample(sample =>
        {
            double[] sorted = [.. sample.SelectMany(value => Enumerable.Repeat(value, 4)).Order()];
            double expected = sorted[sample.Length..(3 * sample.Length)].Average();
            return Math.Abs(Summary.Of(sample).InterquartileMean - expected) < 1e-9;
        });

    [Fact]
    public void The_order_of_a_sample_does_not_matter_to_ranks() =>
        Gen.Double[-100, 100].Array[1, 40].Sample(sample =>
        {
            double[] reversed = [.. sample.Reverse()];
            return Summary.Of(sample).Median == Summary.Of(reversed).Median && Summary.Of(sample).InterquartileMean == Summary.Of(reversed).InterquartileMean;
        });
}
