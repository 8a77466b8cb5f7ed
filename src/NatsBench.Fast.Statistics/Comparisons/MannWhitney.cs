using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Comparisons;

/// <summary>
/// The Mann–Whitney U test of two independent samples; two-sided; its normal approximation with continuity correction, as
/// <c>scipy.stats.mannwhitneyu</c>.
/// </summary>
/// <param name="U">How many pairs of a first and a second value the first wins, ties counted half: scipy's statistic.</param>
/// <param name="A12">The effect size: U over the number of pairs (<see cref="VarghaDelaney"/>).</param>
/// <param name="PValue">Two-sided p-value.</param>
/// <param name="IsExact">True where it is exact, ties included, false where it is the normal approximation.</param>
public readonly record struct MannWhitney(double U, double A12, double PValue, bool IsExact)
{
    /// <summary>Tests two samples.</summary>
    /// <param name="first">One sample.</param>
    /// <param name="second">The other; its length may differ.</param>
    /// <param name="mode">How the p-value is found.</param>
    /// <exception cref="ArgumentException">A sample is empty, a value is NaN, all are equal, or an exact p-value is asked of too many.</exception>
    public static MannWhitney Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, PValueMode mode = PValueMode.Auto)
    {
        Require.Ordered(first, nameof(first));
        Require.Ordered(second, nameof(second));
        Ranks ranks = Ranks.Of([.. first, .. second]);
        double count = ranks.Twice.Length, pairs = (double)first.Length * second.Length;
        double variance = pairs / 12 * (count + 1 - ranks.Ties / (count * (count - 1)));
        if (ranks.Ties == count * count * count - count)
            throw new ArgumentException("all values of both samples are equal: there is nothing to test", nameof(second));

        double u = ranks.U(first.Length);
        bool isExact = RankSums.IsExact(mode, Math.Max(first.Length, second.Length));
        double z = (Math.Max(u, pairs - u) - pairs / 2 - 0.5) / Math.Sqrt(variance);
        double p = isExact ? RankSums.OfChoices(ranks.Twice, first.Length, ranks.SumOfFirst(first.Length)) : z <= 0 ? 1 : RankSums.Normal(z);
        return new MannWhitney(u, u / pairs, p, isExact);
    }
}
