using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Correlations;

/// <summary>How well a prediction finds the best.</summary>
public static class TopK
{
    /// <summary>
    /// Precision@k: the share of the k greatest predictions that are among the k greatest values. As good as the k-th is among them; of equal
    /// predictions at the k-th place, each is as likely to be taken, and the share is the expected one.
    /// </summary>
    /// <param name="predicted">The prediction of each candidate.</param>
    /// <param name="actual">The value of each, equally many.</param>
    /// <param name="k">1 to the number of candidates.</param>
    /// <returns>0 to 1.</returns>
    /// <exception cref="ArgumentException">The lengths differ, a number is NaN, or there are fewer than k candidates.</exception>
    public static double Precision(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual, int k)
    {
        Require.EquallyLong(predicted.Length, actual.Length, nameof(actual));
        Require.Ordered(predicted, nameof(predicted));
        Require.Ordered(actual, nameof(actual));
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, predicted.Length);
        double lastPredicted = Greatest(predicted, k), lastActual = Greatest(actual, k);
        int taken = 0, hits = 0, equal = 0, equalHits = 0;
        for (int i = 0; i < predicted.Length; i++)
        {
            int hit = actual[i] >= lastActual ? 1 : 0;
            if (predicted[i] > lastPredicted)
                (taken, hits) = (taken + 1, hits + hit);
            else if (predicted[i] == lastPredicted)
                (equal, equalHits) = (equal + 1, equalHits + hit);
        }
        return (hits + (k - taken) * (double)equalHits / equal) / k;
    }

    private static double Greatest(ReadOnlySpan<double> values, int k)
    {
        double[] ordered = values.ToArray();
        Array.Sort(ordered);
        return ordered[^k];
    }
}
