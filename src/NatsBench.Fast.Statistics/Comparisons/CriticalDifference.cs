using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Comparisons;

/// <summary>
/// What a critical-difference diagram shows (Demšar, JMLR 2006): Nemenyi's test of all pairs after <see cref="Friedman"/>'s. Two algorithms differ
/// where their average ranks are further apart than q √(k (k + 1) / (6 N)).
/// </summary>
public sealed class CriticalDifference
{
    private readonly double _unit;

    private CriticalDifference(Friedman ranks, double alpha)
    {
        AverageRanks = ranks.AverageRanks;
        _unit = Unit(AverageRanks.Count, ranks.Blocks);
        Value = StudentizedRange.Critical(alpha, AverageRanks.Count) * _unit;
        int[] order = [.. Enumerable.Range(0, AverageRanks.Count).OrderBy(algorithm => AverageRanks[algorithm])];
        Groups = [.. GroupsOf(order)];
    }

    /// <summary>The average rank of each algorithm; 1 is the best there can be.</summary>
    public IReadOnlyList<double> AverageRanks { get; }

    /// <summary>The critical difference, in ranks.</summary>
    public double Value { get; }

    /// <summary>The bars of the diagram: the largest groups of two or more algorithms of which no two differ, each from the best on.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <summary>Nemenyi's p-value of two algorithms, corrected for all pairs.</summary>
    /// <param name="first">One algorithm.</param>
    /// <param name="second">Another.</param>
    public double PValue(int first, int second) => StudentizedRange.Above(Math.Abs(AverageRanks[first] - AverageRanks[second]) / _unit, AverageRanks.Count);

    /// <summary>
    /// Why there is no diagram; null where there can be one. By chance one algorithm is ahead of another on all of N blocks, or behind on all, with
    /// probability 2 / 2^N. Where that is above α no outcome is significant, whatever the approximation behind the diagram says.
    /// </summary>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="alpha">The level of significance.</param>
    public static string? Refusal(int blocks, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(blocks);
        Require.Probability(alpha, nameof(alpha));
        int least = (int)Math.Ceiling(1 - Math.Log2(alpha));
        return blocks >= least ? null
            : $"{blocks} blocks are too few for any significance at {alpha}: that one algorithm is ahead of another on all of so few is chance too often, it takes {least}";
    }

    /// <summary>The critical difference of some average ranks.</summary>
    /// <param name="ranks">Average ranks over blocks, with their test.</param>
    /// <param name="alpha">The level of significance.</param>
    /// <exception cref="ArgumentException">There are too few blocks for any significance (<see cref="Refusal"/>).</exception>
    public static CriticalDifference Of(Friedman ranks, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        if (Refusal(ranks.Blocks, alpha) is { } reason)
            throw new ArgumentException(reason, nameof(ranks));
        return new CriticalDifference(ranks, alpha);
    }

    // The standard deviation of a difference of average ranks is √2 of this.
    private static double Unit(int algorithms, int blocks) => Math.Sqrt(algorithms * (algorithms + 1.0) / (12.0 * blocks));

    private IEnumerable<IReadOnlyList<int>> GroupsOf(int[] order)
    {
        for (int start = 0, reached = 0; start < order.Length; start++)
        {
            int end = start + 1;
            while (end < order.Length && AverageRanks[order[end]] - AverageRanks[order[start]] <= Value)
                end++;
            if (end - start > 1 && end > reached)
                yield return order[start..end];
            reached = Math.Max(reached, end);
        }
    }
}
