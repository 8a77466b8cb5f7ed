namespace NatsBench.Fast.Statistics.Samples;

/// <summary>
/// A quantile by linear interpolation: of n ascending values x₀ … the one at place p·(n - 1), between neighbours on the line. Type 7 of
/// Hyndman and Fan (1996), the default of <c>numpy.quantile</c> and of R.
/// </summary>
public readonly struct Quantile : IStatistic
{
    private readonly double _probability;

    /// <summary>The quantile of a probability.</summary>
    /// <param name="probability">0 (the least value) to 1 (the greatest); 0.5 is the median.</param>
    public Quantile(double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "must be 0 to 1");
        _probability = probability;
    }

    /// <summary>The median: the value in the middle, of an even number the mean of the two there.</summary>
    public static Quantile Median => new(0.5);

    /// <inheritdoc/>
    public double OfOrdered(ReadOnlySpan<double> ordered)
    {
        double place = _probability * (ordered.Length - 1);
        int below = (int)place;
        double low = ordered[below], high = ordered[Math.Min(below + 1, ordered.Length - 1)], share = place - below;
        // From the nearer end, as numpy does: so equal neighbours give themselves, and so does the end.
        return share >= 0.5 ? high - (high - low) * (1 - share) : low + (high - low) * share;
    }
}
