namespace NatsBench.Fast.Statistics.Samples;

/// <summary>What a sample comes to in the tables of <c>search</c> and <c>merge</c>.</summary>
/// <param name="Mean">The mean, summed from left to right.</param>
/// <param name="Deviation">The population standard deviation, as the paper's tables give it (<c>numpy.std</c>).</param>
/// <param name="StandardError">The Monte Carlo standard error of the mean: the sample's standard deviation over √n; NaN for a single value.</param>
/// <param name="Median">The median; of an even number the mean of the two in the middle.</param>
/// <param name="InterquartileMean">The mean of the middle half, with fractional weights at its ends; that of <see cref="Samples.InterquartileMean"/> where n is a multiple of 4.</param>
public readonly record struct Summary(double Mean, double Deviation, double StandardError, double Median, double InterquartileMean)
{
    /// <summary>Summarises a sample.</summary>
    /// <param name="sample">At least one value.</param>
    public static Summary Of(ReadOnlySpan<double> sample)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sample.Length, nameof(sample));
        double sum = 0, squares = 0;
        foreach (double value in sample)
            sum += value;
        double mean = sum / sample.Length;
        foreach (double value in sample)
            squares += (value - mean) * (value - mean);
        double[] sorted = sample.ToArray();
        Array.Sort(sorted);
        return new Summary(
            mean,
            Math.Sqrt(squares / sample.Length),
            sample.Length > 1 ? Math.Sqrt(squares / (sample.Length - 1) / sample.Length) : double.NaN,
            (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2,
            MiddleMean(sorted));
    }

    // Value i covers [i, i + 1); its weight is how much of that lies between a quarter and three quarters of the whole.
    private static double MiddleMean(double[] sorted)
    {
        double from = sorted.Length / 4.0, to = 3 * from, sum = 0;
        for (int i = (int)from; i < sorted.Length && i < to; i++)
            sum += sorted[i] * (Math.Min(i + 1, to) - Math.Max(i, from));
        return sum / (to - from);
    }
}
