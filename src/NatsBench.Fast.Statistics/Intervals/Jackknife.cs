using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Intervals;

/// <summary>Statistics with one value left out.</summary>
internal static class Jackknife
{
    /// <summary>
    /// The acceleration of BCa: Σᵢ Σⱼ Uᵢⱼ³ / nᵢ³ over 6 (Σᵢ Σⱼ Uᵢⱼ² / nᵢ²)^(3/2), with Uᵢⱼ the mean over sample i of the statistics with one of its nᵢ
    /// values left out, less that without value j, times nᵢ - 1. NaN where it does not vary.
    /// </summary>
    public static double Acceleration<TStatistic>(Strata strata, TStatistic statistic)
        where TStatistic : struct, IStatistic
    {
        if (strata.Ordered.Length < 2)
            return double.NaN;
        double cubes = 0, squares = 0;
        double[] others = strata.Ordered[1..];
        double[] without = new double[strata.Ordered.Length];
        // From the statistic without the least value on, each gives its place to the one before.
        for (int place = 0; place < without.Length; place++)
        {
            without[place] = statistic.OfOrdered(others);
            if (place < others.Length)
                others[place] = strata.Ordered[place];
        }
        foreach (int[] places in strata.Places)
        {
            // From one of them on: what does not vary has no difference from its mean.
            double one = without[places[0]], mean = one + places.Average(place => without[place] - one), count = places.Length;
            foreach (int place in places)
            {
                double difference = (count - 1) * (mean - without[place]) / count;
                cubes += difference * difference * difference;
                squares += difference * difference;
            }
        }
        return squares == 0 ? double.NaN : cubes / (6 * Math.Pow(squares, 1.5));
    }
}
