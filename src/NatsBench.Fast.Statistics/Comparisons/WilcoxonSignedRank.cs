using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Comparisons;

/// <summary>
/// Wilcoxon's signed-rank test of pairs, such as trials under common random numbers; two-sided, without continuity correction, as
/// <c>scipy.stats.wilcoxon</c>.
/// </summary>
/// <param name="PositiveSum">Sum of the ranks of pairs whose first value is the greater.</param>
/// <param name="NegativeSum">Sum of the ranks of pairs whose second value is the greater.</param>
/// <param name="Pairs">How many pairs there are.</param>
/// <param name="Zeros">How many of them have no difference.</param>
/// <param name="PValue">Two-sided p-value.</param>
/// <param name="IsExact">True where it is exact, false where it is the normal approximation.</param>
public readonly record struct WilcoxonSignedRank(double PositiveSum, double NegativeSum, int Pairs, int Zeros, double PValue, bool IsExact)
{
    /// <summary>The statistic as scipy gives it: the smaller sum.</summary>
    public double Statistic => Math.Min(PositiveSum, NegativeSum);

    /// <summary>The effect size: matched-pairs rank-biserial correlation (Kerby 2014), 1 where every first value is the greater, -1 where every second.</summary>
    public double RankBiserial => (PositiveSum - NegativeSum) / (PositiveSum + NegativeSum);

    /// <summary>Tests pairs.</summary>
    /// <param name="first">One value of each pair.</param>
    /// <param name="second">The other, in the same order.</param>
    /// <param name="zeros">What becomes of pairs without a difference.</param>
    /// <param name="mode">How the p-value is found. Exact ones hold with ties and zeros too.</param>
    /// <exception cref="ArgumentException">
    /// There is no pair, the lengths differ, a value is NaN or infinite, no pair has a difference, or an exact p-value is asked of too many.
    /// </exception>
    public static WilcoxonSignedRank Of(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, ZeroDifferences zeros = ZeroDifferences.Wilcox, PValueMode mode = PValueMode.Auto)
    {
        Require.EquallyLong(first.Length, second.Length, nameof(second));
        Require.Finite(first, nameof(first));
        Require.Finite(second, nameof(second));

        List<double> differences = [], sizes = [];
        int without = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double difference = first[i] - second[i];
            without += difference == 0 ? 1 : 0;
            if (difference == 0 && zeros == ZeroDifferences.Wilcox)
                continue;
            differences.Add(difference);
            sizes.Add(Math.Abs(difference));
        }
        if (without == first.Length)
            throw new ArgumentException("no pair has a difference: there is nothing to test", nameof(second));

        long[] ranks = Ranks.Of([.. sizes]).Twice;
        List<long> kept = [];
        long positive = 0, all = 0;
        double squares = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            if (differences[i] == 0)
                continue;
            kept.Add(ranks[i]);
            positive += differences[i] > 0 ? ranks[i] : 0;
            all += ranks[i];
            squares += (double)ranks[i] * ranks[i];
        }
        bool isExact = RankSums.IsExact(mode, ranks.Length);
        // The sum of ranks has mean Σr / 2 and variance Σr² / 4, which is the usual formula with its corrections for ties and zeros.
        double p = isExact ? RankSums.OfSubsets([.. kept], positive) : RankSums.Normal((2 * positive - all) / Math.Sqrt(squares));
        return new WilcoxonSignedRank(positive / 2.0, (all - positive) / 2.0, first.Length, without, p, isExact);
    }
}
