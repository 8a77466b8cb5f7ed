using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>Rules for the bandwidth h of a digit.</summary>
internal static class CategoricalBandwidth
{
    // A power takes longer than all else of a small density; 0 where it is not known as yet.
    private const int KnownScales = 512;
    private static readonly double[] Scales = new double[9 * KnownScales];

    /// <summary>
    /// statsmodels' <c>normal_reference</c>, which takes the digits for numbers: a difference between the first and the last value counts for
    /// more than one between neighbours. Can exceed 1. The definition; <see cref="CategoricalDensity"/> has it of all digits at once.
    /// </summary>
    /// <param name="counts">How often each value occurs.</param>
    /// <param name="scale"><see cref="NormalScale"/>.</param>
    public static double NormalReference(ReadOnlySpan<int> counts, double scale)
    {
        // Whole numbers up to the root.
        long n = 0, sum = 0, squares = 0;
        for (int value = 0; value < counts.Length; value++)
        {
            n += counts[value];
            sum += (long)value * counts[value];
            squares += (long)value * value * counts[value];
        }
        return scale * Math.Sqrt(n * squares - sum * sum) / n;
    }

    /// <summary>The factor of the standard deviation in <see cref="NormalReference"/>: 1.06 · n^(-1 / (4 + digits)).</summary>
    /// <param name="observations">n, 1 or more.</param>
    /// <param name="positions">Number of digits, up to 8.</param>
    public static double NormalScale(int observations, int positions)
    {
        if (observations >= KnownScales)
            return ComputeNormalScale(observations, positions);
        // Threads that meet here write the same.
        ref double known = ref Scales[positions * KnownScales + observations];
        return known != 0 ? known : known = ComputeNormalScale(observations, positions);
    }

    private static double ComputeNormalScale(int observations, int positions) => 1.06 * Elementary.Pow(observations, -1.0 / (4 + positions));

    /// <summary>
    /// The h that least misses the true shares in the mean, squares summed over the values: with frequencies f it mixes (1 - w) · f + w / L, and the
    /// best w is (1 - Σf²) / ((n - 1) · Σ(f - 1/L)²), at most 1 (Hausser and Strimmer, JMLR 2009, equation 6); h = w · (L - 1) / L.
    /// </summary>
    /// <param name="counts">How often each value occurs.</param>
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
