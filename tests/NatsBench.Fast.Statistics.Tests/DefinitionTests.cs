using CsCheck;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Statistics.Comparisons;
using NatsBench.Fast.Statistics.Correlations;
using NatsBench.Fast.Statistics.Curves;
using NatsBench.Fast.Statistics.Planning;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Statistics.Scores;

namespace NatsBench.Fast.Statistics.Tests;

/// <summary>Statistics against their definitions, and what they refuse.</summary>
public sealed class DefinitionTests
{
    private static readonly Gen<double> Tied = Gen.Int[-3, 3].Select(value => (double)value);

    [Fact]
    public void Sums_of_whole_numbers_are_exact() =>
        Gen.Int[-1000, 1000].Select(value => (double)value).Array[0, 100].Sample(values => Sums.Of(values) == values.Sum());

    [Fact]
    public void A_constant_has_itself_for_every_mean_and_quantile() =>
        Gen.Select(Gen.Double[-1e9, 1e9], Gen.Int[1, 60], Gen.Double[0, 1]).Sample((value, count, p) =>
        {
            double[] sample = [.. Enumerable.Repeat(value, count)];
            Assert.Equal((value, value, value), (new Mean().Of(sample), new InterquartileMean().Of(sample), new Quantile(p).Of(sample)));
        });

    [Fact]
    public void Samples_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Mean().Of([]));
        Assert.Throws<ArgumentException>(() => Quantile.Median.Of([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => new InterquartileMean().Of([double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Quantile(1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Quantile(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OptimalityGap(double.NaN));
    }

    [Fact]
    public void A_profile_is_the_share_above_each_threshold()
    {
        Assert.Equal([1, 0.75, 0.25, 0], PerformanceProfile.Of([[1.0, 2], [3, 4]], [0, 1, 3, 4]));
        // Each dataset counts the same.
        Assert.Equal([0.5], PerformanceProfile.Of([[1.0], [3, 4, 5]], [2]));
        Assert.Throws<ArgumentException>(() => PerformanceProfile.Of([[1.0], []], [2]));
        Assert.Throws<ArgumentException>(() => PerformanceProfile.Of([[1.0, double.NaN]], [2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PerformanceProfile.Of([], [2]));
    }

    [Fact]
    public void Weighted_tau_is_that_of_all_pairs() =>
        Gen.Select(Tied, Tied).Array[2, 30].Sample(pairs =>
        {
            double[] x = [.. pairs.Select(pair => pair.Item1)], y = [.. pairs.Select(pair => pair.Item2)];
            double expected = (OfAllPairs(x, y) + OfAllPairs(y, x)) / 2, actual = WeightedTau.Correlation(x, y);
            Assert.True(double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(expected - actual) < 1e-13, $"{actual}, not {expected}");
        });

    [Fact]
    public void Correlations_of_constants_are_no_number()
    {
        Assert.True(double.IsNaN(Pearson.Correlation([1, 1, 1], [1, 2, 3])));
        Assert.True(double.IsNaN(Pearson.Correlation([1], [1])));
        Assert.True(double.IsNaN(WeightedTau.Correlation([1, 2], [0.1, 0.1])));
        Assert.Equal(1, Pearson.Correlation([-double.MaxValue, 0, double.MaxValue], [1, 2, 3]), 1e-15);
        Assert.Throws<ArgumentException>(() => Pearson.Correlation([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => Pearson.Correlation([], []));
        Assert.Throws<ArgumentException>(() => WeightedTau.Correlation([1, double.NaN], [1, 2]));
    }

    [Fact]
    public void Precision_is_expected_over_all_orders_of_equal_predictions() =>
        Gen.Select(Gen.Select(Tied, Tied).Array[1, 6], Gen.Int[1, 6]).Where((pairs, k) => k <= pairs.Length).Sample((pairs, k) =>
        {
            double last = pairs.Select(pair => pair.Item2).OrderDescending().ElementAt(k - 1);
            double[] precisions = [.. Orders(pairs.Length).Where(order => order.Zip(order.Skip(1)).All(next => pairs[next.First].Item1 >= pairs[next.Second].Item1))
                .Select(order => order.Take(k).Count(i => pairs[i].Item2 >= last) / (double)k)];
            Assert.Equal(precisions.Average(), TopK.Precision([.. pairs.Select(pair => pair.Item1)], [.. pairs.Select(pair => pair.Item2)], k), 1e-12);
        }, iter: 100);

    [Fact]
    public void Precision_of_none_or_too_many_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TopK.Precision([1, 2], [1, 2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TopK.Precision([1, 2], [1, 2], 3));
        Assert.Throws<ArgumentException>(() => TopK.Precision([1, 2], [1], 1));
    }

    [Fact]
    public void A_target_is_reached_where_the_curve_steps_on_it()
    {
        double[] times = [10, 20, 30], scores = [1, 5, 7];
        Assert.Equal((10, 20, 30), (TimeToTarget.Of(times, scores, 0.5), TimeToTarget.Of(times, scores, 5), TimeToTarget.Of(times, scores, 5.5)));
        Assert.Equal(double.PositiveInfinity, TimeToTarget.Of(times, scores, 8));
        Assert.Throws<ArgumentException>(() => TimeToTarget.Of([2, 1], [1, 2], 1));
        Assert.Throws<ArgumentException>(() => TimeToTarget.Of([1], [double.NaN], 1));
    }

    [Fact]
    public void Trials_that_do_not_reach_a_target_count()
    {
        const double Never = double.PositiveInfinity;
        Assert.Equal(new TimeToTarget(3, 2, 20, 65), TimeToTarget.Summarize([10, 20, Never], [100, 100, 100]));
        Assert.Equal(new TimeToTarget(2, 1, Never, 110), TimeToTarget.Summarize([10, Never], [100, 100]));
        Assert.Equal(new TimeToTarget(1, 0, Never, Never), TimeToTarget.Summarize([Never], [100]));
        Assert.Throws<ArgumentException>(() => TimeToTarget.Summarize([101], [100]));
        Assert.Throws<ArgumentException>(() => TimeToTarget.Summarize([], []));
    }

    [Fact]
    public void A_curve_of_hypervolumes_is_that_of_all_points_so_far() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 30]).SelectMany((objectives, points) => Gen.Select(
            Gen.Frequency((20, Tied), (1, Gen.Const(double.NaN))).Array[objectives * points], Gen.Int[-2, 4].Select(value => (double)value).Array[objectives]))
            .Sample((losses, reference) =>
            {
                double[] curve = HypervolumeCurve.Of(losses, reference);
                Assert.Equal(losses.Length / reference.Length, curve.Length);
                for (int i = 0; i < curve.Length; i++)
                    Assert.Equal(Scan.Hypervolume(losses.AsSpan(0, (i + 1) * reference.Length), reference), curve[i]);
            });

    [Fact]
    public void Hypervolumes_of_no_whole_points_are_refused()
    {
        Assert.Throws<ArgumentException>(() => HypervolumeCurve.Of([1, 2, 3], [4, 4]));
        Assert.Throws<ArgumentException>(() => HypervolumeCurve.Of([1], []));
        Assert.Throws<ArgumentException>(() => HypervolumeCurve.Of([1], [double.NaN]));
    }

    [Fact]
    public void Ranks_over_time_are_those_of_each_time()
    {
        // Two algorithms, two trials, three times.
        double[][] ranks = AverageRanks.OverTime([[[1.0, 5, 5], [1, 5, 9]], [[2.0, 5, 1], [0, 5, 1]]]);
        Assert.Equal([[1.5, 1.5], [1.5, 1.5], [1, 2]], ranks);
        Assert.Throws<ArgumentException>(() => AverageRanks.OverTime([]));
        Assert.Throws<ArgumentException>(() => AverageRanks.OverTime([[[1.0, 2]], [[1.0]]]));
        Assert.Throws<ArgumentException>(() => AverageRanks.OverTime([[[1.0]], [[1.0], [2.0]]]));
        Assert.Throws<ArgumentException>(() => AverageRanks.OverTime([[[double.NaN]], [[1.0]]]));
    }

    [Fact]
    public void Numbers_of_trials_that_nothing_reaches_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RequiredTrials.Paired(0, 1));
        Assert.Throws<ArgumentException>(() => RequiredTrials.Paired(1e-300, 1));
        Assert.Throws<ArgumentException>(() => RequiredTrials.Paired(1e-9, 1));
        Assert.Throws<ArgumentException>(() => RequiredTrials.ByA12(0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequiredTrials.ByA12(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequiredTrials.Independent(1, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequiredTrials.Paired(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequiredTrials.Paired(1, 1, power: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequiredTrials.Paired(1, 1, alpha: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RequiredTrials.Paired(1, 1, alpha: 0.3, power: 0.2));
        Assert.Equal(1, RequiredTrials.Paired(1, 0));
    }

    private static double OfAllPairs(double[] x, double[] y)
    {
        int[] order = [.. Enumerable.Range(0, x.Length).OrderByDescending(i => (x[i], y[i]))];
        double products = 0, first = 0, second = 0;
        for (int r = 0; r < order.Length; r++)
            for (int s = 0; s < r; s++)
            {
                double weight = 1.0 / (1 + r) + 1.0 / (1 + s);
                int dx = x[order[r]].CompareTo(x[order[s]]), dy = y[order[r]].CompareTo(y[order[s]]);
                products += weight * dx * dy;
                first += weight * dx * dx;
                second += weight * dy * dy;
            }
        return products / Math.Sqrt(first * second);
    }

    private static IEnumerable<int[]> Orders(int count) => count == 0
        ? [[]]
        : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(place => (int[])[.. order[..place], count - 1, .. order[place..]]));
}
