namespace NatsBench.Fast.Statistics.Samples;

/// <summary>Statistics of samples in any order.</summary>
public static class Statistic
{
    /// <summary>The statistic of a sample in any order.</summary>
    /// <param name="statistic">The statistic.</param>
    /// <param name="sample">At least one value, all finite.</param>
    /// <exception cref="ArgumentException">There is no value, or one is NaN or infinite.</exception>
    public static double Of<TStatistic>(this TStatistic statistic, ReadOnlySpan<double> sample)
        where TStatistic : struct, IStatistic
    {
        Require.Finite(sample, nameof(sample));
        double[] ordered = sample.ToArray();
        Array.Sort(ordered);
        return statistic.OfOrdered(ordered);
    }
}
