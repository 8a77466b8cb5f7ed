using CsCheck;
using NatsBench.Fast.Statistics.Correlations;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Tests;

/// <summary>Columns with absent values against plain definitions.</summary>
public sealed class ColumnTests
{
    // Ties, absent values, and now and then nothing at all.
    private static readonly Gen<double> Value = Gen.Int[-3, 8].Select(i => i < -1 ? double.NaN : i / 4.0);

    [Fact]
    public void Correlations_are_those_of_the_pairs_that_are_there() =>
        Gen.Select(Value.Array[0, 30], Value.Array[30], Gen.Bool, Gen.Bool).Sample((first, more, firstUp, secondUp) =>
        {
            double[] second = more[..first.Length];
            ColumnCorrelations answer = ColumnCorrelations.Of(first, second, firstUp, secondUp, [1, 3, 100]);
            int[] there = [.. Enumerable.Range(0, first.Length).Where(i => !double.IsNaN(first[i]) && !double.IsNaN(second[i]))];
            double[] x = [.. there.Select(i => first[i])], y = [.. there.Select(i => second[i])];
            Assert.Equal(x.Length, answer.Pairs);
            AssertNear(PearsonOf(x, y), answer.Pearson);
            AssertNear(PearsonOf(RanksOf(x), RanksOf(y)), answer.Spearman);
            AssertNear(KendallOf(x, y, (_, _) => 1), answer.Kendall);
            AssertNear(WeightedOf(x, y, firstUp, secondUp), answer.WeightedKendall);
            Assert.Equal(x.Length < 1 ? [] : x.Length < 3 ? [1] : [1, 3], answer.Precisions.Select(one => one.K));
        });

    [Fact]
    public void Precision_is_of_the_best_of_each_by_its_own_direction()
    {
        ColumnCorrelations losses = ColumnCorrelations.Of([0.1, 0.2, 0.3, double.NaN, 0.4], [95, 90, 85, 99, 80], firstIsMaximised: false, secondIsMaximised: true, [1, 2]);
        Assert.Equal([(1, 1.0), (2, 1.0)], losses.Precisions);
        Assert.Equal(-1, losses.WeightedKendall, 1e-12);
        Assert.Equal(-1, losses.Kendall);
        ColumnCorrelations infinite = ColumnCorrelations.Of([1, 2, double.PositiveInfinity], [1, 2, 3], true, true, []);
        Assert.Equal((double.NaN, 1), (infinite.Pearson, infinite.Kendall));
        Assert.Throws<ArgumentException>(() => ColumnCorrelations.Of([1], [1, 2], true, true, []));
    }

    [Fact]
    public void A_distribution_counts_what_is_there() =>
        Gen.Select(Value.Array[0, 40], Gen.Int[1, 7]).Sample((values, bins) =>
        {
            ColumnDistribution answer = ColumnDistribution.Of(values, bins);
            double[] there = [.. values.Where(value => !double.IsNaN(value)).Order()];
            Assert.Equal((there.Length, 0), (answer.Count, answer.Infinite));
            Assert.Equal(there.Length, answer.Counts.Sum());
            if (there.Length == 0)
            {
                Assert.True(double.IsNaN(answer.Median) && double.IsNaN(answer.Mean) && answer.Edges.Count == 0);
                return;
            }
            Assert.Equal((there[0], there[^1]), (answer.Minimum, answer.Maximum));
            Assert.Equal((there[(there.Length - 1) / 2] + there[there.Length / 2]) / 2, answer.Median, 1e-12);
            Assert.Equal(there.Average(), answer.Mean, 1e-12);
            Assert.Equal(bins + 1, answer.Edges.Count);
            for (int bin = 0; bin < bins; bin++)
                Assert.Equal(
                    there.Count(value => value >= answer.Edges[bin] && (value < answer.Edges[bin + 1] || bin == bins - 1)), answer.Counts[bin]);
        });

    [Fact]
    public void Infinite_values_are_in_no_bin()
    {
        ColumnDistribution answer = ColumnDistribution.Of([1, 2, double.NegativeInfinity, double.NaN, 3], 2);
        Assert.Equal((4, 1, double.NegativeInfinity, 2.0), (answer.Count, answer.Infinite, answer.Minimum, answer.Mean));
        Assert.Equal([1, 2], answer.Counts);
    }

    private static void AssertNear(double expected, double actual)
    {
        if (double.IsNaN(expected))
            Assert.True(double.IsNaN(actual), $"{actual} where there is none");
        else
            Assert.Equal(expected, actual, 1e-9);
    }

    private static double PearsonOf(double[] x, double[] y)
    {
        if (x.Length < 2 || x.Distinct().Count() < 2 || y.Distinct().Count() < 2)
            return double.NaN;
        double meanX = x.Average(), meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum()
            / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }

    private static double[] RanksOf(double[] x) => [.. x.Select(a => x.Count(b => b < a) + (x.Count(b => b == a) - 1) / 2.0)];

    private static double KendallOf(double[] x, double[] y, Func<int, int, double> weight)
    {
        if (x.Length < 2 || x.Distinct().Count() < 2 || y.Distinct().Count() < 2)
            return double.NaN;
        double agree = 0, apartX = 0, apartY = 0;
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < i; j++)
            {
                (int a, int b) = (Math.Sign(x[i] - x[j]), Math.Sign(y[i] - y[j]));
                agree += a * b * weight(i, j);
                apartX += Math.Abs(a) * weight(i, j);
                apartY += Math.Abs(b) * weight(i, j);
            }
        return agree / Math.Sqrt(apartX * apartY);
    }

    private static double WeightedOf(double[] x, double[] y, bool firstUp, bool secondUp)
    {
        double[] a = [.. x.Select(value => firstUp ? value : -value)], b = [.. y.Select(value => secondUp ? value : -value)];
        return (firstUp == secondUp ? 1 : -1) * (Ranked(a, b) + Ranked(b, a)) / 2;

        static double Ranked(double[] by, double[] other)
        {
            int[] order = [.. Enumerable.Range(0, by.Length).OrderByDescending(i => by[i]).ThenByDescending(i => other[i])];
            double[] weights = [.. Enumerable.Range(0, by.Length).Select(i => 1.0 / (1 + Array.IndexOf(order, i)))];
            return KendallOf(by, other, (i, j) => weights[i] + weights[j]);
        }
    }
}
