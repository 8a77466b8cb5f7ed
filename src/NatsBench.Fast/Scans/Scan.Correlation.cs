using NatsBench.Fast.Scans.Kernels;

namespace NatsBench.Fast.Scans;

public static partial class Scan
{
    /// <summary>
    /// Kendall's rank correlation tau-b: (C - D) / √((n₀ - n₁)(n₀ - n₂)), with C concordant and D discordant pairs, n₀ pairs in all,
    /// n₁ and n₂ those tied in the first and in the second column; as <c>scipy.stats.kendalltau</c>.
    /// </summary>
    /// <param name="first">One column.</param>
    /// <param name="second">Another, equally long. A candidate absent (NaN) in either column does not count.</param>
    /// <returns>-1 to 1; NaN when fewer than two candidates count or a column is constant among them.</returns>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static double KendallCorrelation(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        RequireSameLength(first, second);
        return KendallKernel.Run(new ColumnPair(first, second));
    }

    /// <summary>
    /// Spearman's rank correlation rho: Pearson's correlation of the ranks, equal values at the mean of theirs; as
    /// <c>scipy.stats.spearmanr</c>, from exact sums.
    /// </summary>
    /// <param name="first">One column.</param>
    /// <param name="second">Another, equally long. A candidate absent (NaN) in either column does not count.</param>
    /// <returns>-1 to 1; NaN when fewer than two candidates count or a column is constant among them.</returns>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static double SpearmanCorrelation(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        RequireSameLength(first, second);
        return SpearmanKernel.Run(new ColumnPair(first, second));
    }
}
