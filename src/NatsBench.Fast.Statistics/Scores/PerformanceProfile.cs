using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Scores;

/// <summary>
/// The performance profile of an algorithm (Dolan and Moré 2002; rliable's run-score distribution): for each threshold τ the share of trials
/// whose score is above τ. Each dataset counts the same, whatever its number of trials.
/// </summary>
public static class PerformanceProfile
{
    /// <summary>The profile at some thresholds.</summary>
    /// <param name="datasets">The scores of the trials on each dataset; on a scale that datasets share, such as normalised scores.</param>
    /// <param name="thresholds">The thresholds, in any order.</param>
    /// <returns>For each threshold 0 to 1.</returns>
    /// <exception cref="ArgumentException">There is no dataset, one has no trial, or a number is NaN.</exception>
    public static double[] Of(IReadOnlyList<double[]> datasets, ReadOnlySpan<double> thresholds)
    {
        ArgumentNullException.ThrowIfNull(datasets);
        ArgumentOutOfRangeException.ThrowIfZero(datasets.Count, nameof(datasets));
        Require.Ordered(thresholds, nameof(thresholds));
        double[] shares = new double[thresholds.Length];
        foreach (double[] scores in datasets)
        {
            Require.Ordered(scores, nameof(datasets));
            for (int i = 0; i < shares.Length; i++)
            {
                double threshold = thresholds[i];
                shares[i] += scores.Count(score => score > threshold) / (double)scores.Length;
            }
        }
        for (int i = 0; i < shares.Length; i++)
            shares[i] /= datasets.Count;
        return shares;
    }
}
