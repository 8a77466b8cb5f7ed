namespace NatsBench.Fast.Queries;

/// <summary>The official arithmetic: sums from left to right in double precision, beginning with zero; means divide by the count.</summary>
internal static class PythonSums
{
    /// <summary>The mean of numbers.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum / values.Length;
    }

    /// <summary>
    /// The population standard deviation of numbers, √(Σ(x - mean)² / n) in two passes: 0 of one number, NaN where one is NaN or infinite. Of
    /// up to seven numbers it has the bits of <c>numpy.std</c>, which adds longer rows in eight parts.
    /// </summary>
    public static double Deviation(ReadOnlySpan<double> values)
    {
        double mean = Mean(values), sum = 0;
        foreach (double value in values)
            sum += (value - mean) * (value - mean);
        return Math.Sqrt(sum / values.Length);
    }
}
