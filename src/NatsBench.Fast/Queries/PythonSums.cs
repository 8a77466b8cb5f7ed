namespace NatsBench.Fast.Queries;

/// <summary>The official arithmetic: sums from left to right in double precision, beginning with zero; means divide by the count.</summary>
internal static class PythonSums
{
    /// <summary>
    /// The mean of one quantity over runs: null when the first is <c>None</c>, refused when a later one is.
    /// </summary>
    public static double? MeanOrNone(ReadOnlySpan<double?> values)
    {
        if (values[0] is null)
            return null;
        double sum = 0;
        foreach (double? value in values)
            sum += value ?? throw new RefusedException(Refusal.TypeError, "a run holds None where the first one holds a number; ask for a single seed");
        return sum / values.Length;
    }

    /// <summary>The mean of numbers.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum / values.Length;
    }
}
