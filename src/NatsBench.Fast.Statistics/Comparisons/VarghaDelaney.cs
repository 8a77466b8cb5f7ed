using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Comparisons;

/// <summary>Vargha and Delaney's A12 (2000): the probability that a value of one sample is above one of another, ties counted half.</summary>
public static class VarghaDelaney
{
    /// <summary>A12 of two independent samples.</summary>
    /// <param name="first">One sample.</param>
    /// <param name="second">The other; its length may differ.</param>
    /// <returns>0 to 1; ½ where neither tends to be above. The authors call 0.56 small, 0.64 medium and 0.71 large.</returns>
    /// <exception cref="ArgumentException">A sample is empty, or a value is NaN.</exception>
    public static double A12(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Require.Ordered(first, nameof(first));
        Require.Ordered(second, nameof(second));
        return Ranks.Of([.. first, .. second]).U(first.Length) / ((double)first.Length * second.Length);
    }

    /// <summary>
    /// The probability of improvement of rliable (Agarwal et al., NeurIPS 2021): the mean of A12 over datasets. On one dataset it is A12.
    /// </summary>
    /// <param name="first">The scores of one algorithm, dataset by dataset.</param>
    /// <param name="second">Those of the other, on the same datasets in the same order.</param>
    /// <returns>0 to 1; above ½ where the first tends to be above.</returns>
    /// <exception cref="ArgumentException">There is no dataset, the numbers of datasets differ, a sample is empty, or a value is NaN.</exception>
    public static double ProbabilityOfImprovement(IReadOnlyList<double[]> first, IReadOnlyList<double[]> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count == 0 || first.Count != second.Count)
            throw new ArgumentException($"both need scores on the same datasets, at least one, not on {first.Count} and {second.Count}", nameof(second));
        double sum = 0;
        for (int dataset = 0; dataset < first.Count; dataset++)
            sum += A12(first[dataset], second[dataset]);
        return sum / first.Count;
    }
}
