using NatsBench.Fast.Statistics.Comparisons;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Average ranks over blocks, with the diagram where blocks suffice.</summary>
internal static class BlockRanks
{
    /// <summary>Over the trials of a task, where those of all algorithms pair.</summary>
    public static RankComparison OfTrials(IReadOnlyList<AlgorithmResult> algorithms, RunMetric metric)
    {
        const string Blocks = "trials that share their random numbers";
        foreach (AlgorithmResult other in algorithms.Skip(1))
            if (Pairing.Of(algorithms[0].Entry, other.Entry) is { IsPaired: false, Reason: var reason })
                return new RankComparison(Blocks, null, null, $"no blocks: {algorithms[0].Name} and {other.Name} are {reason}");
        double sign = metric.IsMinimised() ? -1 : 1;
        return Of(Blocks, [.. Enumerable.Range(0, algorithms[0].Values.Count).Select(trial => algorithms.Select(algorithm => sign * algorithm.Values[trial]).ToArray())]);
    }

    /// <summary>Over blocks of scores, greater is better.</summary>
    public static RankComparison Of(string what, IReadOnlyList<double[]> blocks)
    {
        Friedman? friedman = null;
        try
        {
            friedman = Friedman.Of(blocks);
            return new RankComparison(what, friedman, CriticalDifference.Of(friedman), "");
        }
        catch (ArgumentException e)
        {
            return new RankComparison(what, friedman, null, Reasons.Of(e));
        }
    }
}
