using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>Rules for the bandwidth h of a digit, from how often each of its values occurs.</summary>
internal static class CategoricalBandwidth
{
    /// <summary>
    /// statsmodels' <c>normal_reference</c>, 1.06 · σ · n^(-1 / (4 + digits)), which takes the digits for numbers: a difference between the
    /// first and the last value counts for more than one between neighbours. Can exceed 1.
    /// </summary>
    public static double NormalReference(ReadOnlySpan<int> counts, int positions)
    {
        // Whole numbers up to the root.
        long n = 0, sum = 0, squares = 0;
        for (int value = 0; value < counts.Length; value++)
        {
            n += counts[value];
            sum += (long)value * counts[value];
            squares += (long)value * value * counts[value];
        }
        double deviation = Math.Sqrt(n * squares - sum * sum) / n;
        return 1.06 * deviation * Elementary.Pow(n, -1.0 / (4 + positions));
    }

    /// <summary>
    /// The h that least misses the true shares in the mean, squares summed over the values: with frequencies f it mixes (1 - w) · f + w / L, and the
    /// best w is (1 - Σf²) / ((n - 1) · Σ(f - 1/L)²), at most 1 (Hausser and Strimmer, JMLR 2009, equation 6); h = w · (L - 1) / L.
    /// </summary>
    public static double Shrinkage(ReadOnlySpan<int> counts)
    {
        long n = 0, squares = 0;
        foreach (int count in counts)
        {
            n += count;
            squares += (long)count * count;
        }
        // Both times n².
        double spread = n * n - squares, distance = squares - (double)(n * n) / counts.Length;
        double weight = spread >= (n - 1) * distance ? 1 : spread / ((n - 1) * distance);
        return weight * (counts.Length - 1) / counts.Length;
    }
}
