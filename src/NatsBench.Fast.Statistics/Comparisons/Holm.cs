using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Comparisons;

/// <summary>Holm's step-down correction (1979) of several p-values; it bounds the chance of any false discovery, whatever their dependence.</summary>
public static class Holm
{
    /// <summary>Adjusted p-values: the i-th smallest times m + 1 - i, none below a smaller one's, at most 1; as <c>multipletests(p, method="holm")</c>.</summary>
    /// <param name="pValues">m p-values, 0 to 1.</param>
    /// <returns>Theirs, in the same order; significant at α where at most α.</returns>
    /// <exception cref="ArgumentException">There is none, or one is not from 0 to 1.</exception>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        Require.Ordered(pValues, nameof(pValues));
        int[] order = new int[pValues.Length];
        double[] ascending = pValues.ToArray();
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            if (ascending[i] is < 0 or > 1)
                throw new ArgumentException($"value {i} is {ascending[i]}, and a p-value is 0 to 1", nameof(pValues));
        }
        Array.Sort(ascending, order);
        double[] adjusted = new double[order.Length];
        double greatest = 0;
        for (int i = 0; i < order.Length; i++)
        {
            greatest = Math.Max(greatest, Math.Min(1, ascending[i] * (order.Length - i)));
            adjusted[order[i]] = greatest;
        }
        return adjusted;
    }
}
