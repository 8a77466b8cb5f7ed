namespace NatsBench.Fast.Statistics.Samples;

/// <summary>The mean of a sample, summed in eight parts, within its least and greatest value.</summary>
public readonly struct Mean : IStatistic
{
    /// <inheritdoc/>
    public double OfOrdered(ReadOnlySpan<double> ordered) => double.Clamp(Sums.Of(ordered) / ordered.Length, ordered[0], ordered[^1]);
}
