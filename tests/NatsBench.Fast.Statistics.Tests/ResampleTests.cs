using CsCheck;
using NatsBench.Fast.Model;
using NatsBench.Fast.Statistics.Comparisons;
using NatsBench.Fast.Statistics.Intervals;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Tests;

/// <summary>Resamples against their definition: one draw after the other, sorted.</summary>
public sealed class ResampleTests
{
    private static readonly Gen<double[][]> Samples = Gen.Select(Gen.Int[-9, 9], Gen.Double[-1, 1], (a, b) => a % 3 == 0 ? a : a * b).Array[1, 40].Array[1, 4];

    [Fact]
    public void A_resample_holds_the_values_that_are_drawn() =>
        Gen.Select(Samples, Gen.ULong).Sample((samples, seed) =>
        {
            Strata strata = new(samples);
            Resampler resampler = new(strata);
            for (ulong own = seed; own != seed + 3; own++)
            {
                SplitMix64 random = new(own);
                List<double> expected = [];
                foreach (double[] sample in samples)
                    expected.AddRange(OneByOne(sample, ref random));
                Assert.Equal(expected.Order(), Drawn(resampler, own));
            }
        });

    [Fact]
    public void One_value_drawn_every_time_is_written_every_time()
    {
        // A value is drawn more often than is written ahead in about one of 270 cases; of many resamples of few, some hold one value alone.
        Resampler resampler = new(new Strata([[1, 2, 3, 4, 5]]));
        int alone = 0;
        for (ulong seed = 0; seed < 5000; seed++)
        {
            double[] resample = Drawn(resampler, seed);
            Assert.Equal(5, resample.Length);
            alone += resample[0] == resample[^1] ? 1 : 0;
        }
        Assert.InRange(alone, 1, 30);
    }

    [Fact]
    public void Numbers_depend_on_seed_and_values_alone() =>
        Gen.Select(Samples, Gen.ULong).Sample((samples, seed) =>
        {
            double[][] reversed = [.. samples.Select(sample => sample.Reverse().ToArray())];
            Assert.Equal(
                Bootstrap.Of(samples, new Mean(), seed, 200).Resampled.ToArray(), Bootstrap.Of(reversed, new Mean(), seed, 200).Resampled.ToArray());
        }, iter: 20);

    [Fact]
    public void More_resamples_begin_with_the_same_ones()
    {
        double[] few = Bootstrap.Of([3.0, 1, 4, 1, 5], new Mean(), 1, 100).Resampled.ToArray(), more = Bootstrap.Of([3.0, 1, 4, 1, 5], new Mean(), 1, 1000).Resampled.ToArray();
        Assert.All(few.CountBy(value => value), own => Assert.True(more.Count(value => value == own.Key) >= own.Value));
    }

    [Fact]
    public void The_ends_of_an_interval_go_out_with_confidence_and_hold_the_middle()
    {
        Bootstrap bootstrap = Bootstrap.Of([1.0, 2, 3, 5, 8, 13, 21], Quantile.Median, 3);
        Interval narrow = bootstrap.Percentile(0.5), wide = bootstrap.Percentile(0.99);
        Assert.True(wide.Low <= narrow.Low && narrow.Low <= bootstrap.Estimate && bootstrap.Estimate <= narrow.High && narrow.High <= wide.High);
        Assert.Equal(5, bootstrap.Estimate);
    }

    [Fact]
    public void A_constant_has_a_percentile_interval_and_no_other()
    {
        Bootstrap bootstrap = Bootstrap.Of([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], new Mean(), 1);
        Assert.Equal(new Interval(0.1, 0.1), bootstrap.Percentile());
        Assert.Equal(0, bootstrap.StandardError());
        Assert.Contains("whichever value is left out", Assert.Throws<InvalidOperationException>(() => bootstrap.BiasCorrected()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Bootstrap.Of([7.0], new Mean(), 1).BiasCorrected());
    }

    [Fact]
    public void What_is_no_sample_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Bootstrap.Of(Array.Empty<double[]>(), new Mean(), 1));
        Assert.Throws<ArgumentException>(() => Bootstrap.Of([[1.0], []], new Mean(), 1));
        Assert.Contains("value 1 is NaN", Assert.Throws<ArgumentException>(() => Bootstrap.Of([1, double.NaN], new Mean(), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("infinite", Assert.Throws<ArgumentException>(() => Bootstrap.Of([double.PositiveInfinity], new Mean(), 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Of([1.0], new Mean(), 1, resamples: 0));
        Bootstrap bootstrap = Bootstrap.Of([1.0, 2], new Mean(), 1);
        foreach (double confidence in new[] { 0, 1, -1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => bootstrap.Percentile(confidence));
            Assert.Throws<ArgumentOutOfRangeException>(() => bootstrap.BiasCorrected(confidence));
        }
        Assert.ThrowsAny<OperationCanceledException>(() => Bootstrap.Of([1.0], new Mean(), 1, cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_resample_of_two_algorithms_is_compared_as_those_values_are() =>
        Gen.Select(Samples, Samples, Gen.ULong).Where((first, second, _) => first.Length == second.Length).Sample((first, second, seed) =>
        {
            SplitMix64 drawn = new(seed), random = new(seed);
            for (int dataset = 0; dataset < first.Length; dataset++)
            {
                double[] ofFirst = OneByOne(first[dataset], ref random), ofSecond = OneByOne(second[dataset], ref random);
                Assert.Equal(VarghaDelaney.A12(ofFirst, ofSecond), new ImprovementResampler(first[dataset], second[dataset]).Draw(ref drawn), 1e-15);
            }
        });

    [Fact]
    public void A12_without_a_value_is_that_of_the_others() =>
        Gen.Select(Gen.Int[-4, 4].Array[2, 9], Gen.Int[-4, 4].Array[2, 9]).Sample((a, b) =>
        {
            double[] first = [.. a.Order().Select(value => (double)value)], second = [.. b.Order().Select(value => (double)value)];
            double[][] without = new ImprovementResampler(first, second).WithoutEach();
            for (int i = 0; i < first.Length; i++)
                Assert.Equal(VarghaDelaney.A12([.. first[..i], .. first[(i + 1)..]], second), without[0][i], 1e-14);
            for (int i = 0; i < second.Length; i++)
                Assert.Equal(VarghaDelaney.A12(first, [.. second[..i], .. second[(i + 1)..]]), without[1][i], 1e-14);
        });

    [Fact]
    public void A_difference_from_a_constant_is_that_of_the_sample()
    {
        double[] sample = [1, 2, 3, 5, 8, 13, 21];
        Bootstrap alone = Bootstrap.Of(sample, new Mean(), 3), difference = Bootstrap.OfDifference([sample], [[4.0]], new Mean(), 3);
        Assert.Equal(alone.Estimate - 4, difference.Estimate);
        Assert.Equal(alone.Resampled.ToArray().Select(value => value - 4), difference.Resampled.ToArray());
        Assert.Equal(alone.BiasCorrected().High - 4, difference.BiasCorrected().High, 1e-12);
    }

    private static double[] Drawn(Resampler resampler, ulong seed)
    {
        SplitMix64 random = new(seed);
        return resampler.Draw(ref random).ToArray();
    }

    private static double[] OneByOne(double[] sample, ref SplitMix64 random)
    {
        double[] ordered = [.. sample.Order()], drawn = new double[sample.Length];
        foreach (ref double value in drawn.AsSpan())
            value = ordered[random.NextIndex(ordered.Length)];
        return drawn;
    }
}
