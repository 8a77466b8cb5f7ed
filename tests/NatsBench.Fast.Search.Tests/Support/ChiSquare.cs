namespace NatsBench.Fast.Search.Tests.Support;

/// <summary>Pearson's test that counts come from given shares.</summary>
internal static class ChiSquare
{
    /// <summary>Asserts that the statistic is within what one sample in some hundred thousand exceeds.</summary>
    public static void AssertFits(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        Assert.Equal(shares.Count, counts.Count);
        Assert.Equal(1, shares.Sum(), 1e-6);
        double total = counts.Sum(), statistic = 0;
        int degrees = -1;
        for (int i = 0; i < counts.Count; i++)
        {
            if (shares[i] == 0)
            {
                Assert.Equal(0, counts[i]);
                continue;
            }
            double expected = total * shares[i];
            Assert.True(expected >= 5, $"{expected} expected: too few for the test");
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
            degrees++;
        }
        // Wilson and Hilferty's approximation of the quantile at 4.3 deviations.
        double spread = 2.0 / (9 * degrees), most = degrees * Math.Pow(1 - spread + 4.3 * Math.Sqrt(spread), 3);
        Assert.True(statistic < most, $"chi-square {statistic:F1} of {degrees} degrees, at most {most:F1}: {string.Join(' ', counts)}");
    }
}
