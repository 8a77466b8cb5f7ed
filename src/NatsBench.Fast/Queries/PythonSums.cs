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
}
