using MathNet.Numerics;

namespace NatsBench.Fast.Statistics.Comparisons;

/// <summary>Friedman's test of three or more algorithms over blocks, as <c>scipy.stats.friedmanchisquare</c>, with correction for ties.</summary>
/// <param name="AverageRanks">The mean rank of each algorithm over blocks; 1 is the best there can be.</param>
/// <param name="Blocks">The number of blocks.</param>
/// <param name="Statistic">χ² of k - 1 degrees of freedom.</param>
/// <param name="PValue">P(χ² at least so great), an approximation that is poor below some ten blocks.</param>
public sealed record Friedman(IReadOnlyList<double> AverageRanks, int Blocks, double Statistic, double PValue)
{
    /// <summary>Tests blocks.</summary>
    /// <param name="blocks">
    /// For each block the score of each algorithm, greater is better. A block is what algorithms share: a trial under common random numbers, or a
    /// combination of dataset, budget and setting.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are fewer than two blocks or three algorithms, blocks differ in length, a score is NaN, or all scores of each block are equal.
    /// </exception>
    public static Friedman Of(IReadOnlyList<double[]> blocks)
    {
        (double[] averages, double ties) = Comparisons.AverageRanks.Of(blocks);
        int algorithms = averages.Length;
        if (algorithms < 3)
            throw new ArgumentException($"the test needs at least 3 algorithms, not {algorithms}; two are compared by {nameof(WilcoxonSignedRank)}", nameof(blocks));
        if (blocks.Count < 2)
            throw new ArgumentException("the test needs at least 2 blocks", nameof(blocks));
        double all = (double)blocks.Count * algorithms * (algorithms * (double)algorithms - 1);
        if (ties == all)
            throw new ArgumentException("the scores of each block are all equal: there is nothing to test", nameof(blocks));
        double squares = 0;
        foreach (double average in averages)
            squares += (average - (algorithms + 1) / 2.0) * (average - (algorithms + 1) / 2.0);
        double statistic = 12.0 * blocks.Count / (algorithms * (algorithms + 1.0)) * squares / (1 - ties / all);
        return new Friedman(averages, blocks.Count, statistic, SpecialFunctions.GammaUpperRegularized((algorithms - 1) / 2.0, statistic / 2));
    }
}
