namespace NatsBench.Fast.Statistics.Samples;

/// <summary>
/// The interquartile mean: what is left when ⌊n / 4⌋ values are cut from each end, averaged, as <c>scipy.stats.trim_mean(x, 0.25)</c> and so
/// rliable (Agarwal et al., NeurIPS 2021) does. Equals the interquartile mean with fractional weights where n is a multiple of 4.
/// </summary>
public readonly struct InterquartileMean : IStatistic
{
    /// <inheritdoc/>
    public double OfOrdered(ReadOnlySpan<double> ordered)
    {
        int cut = ordered.Length / 4;
        return new Mean().OfOrdered(ordered[cut..(ordered.Length - cut)]);
    }
}
