using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Intervals;

/// <summary>Statistics with one value left out.</summary>
internal static class Jackknife
{
    /// <summary>The statistics without each value, sample by sample.</summary>
    public static IEnumerable<double[]> Of<TStatistic>(Strata strata, TStatistic statistic)
        where TStatistic : struct, IStatistic
    {
        double[] without = new double[strata.Ordered.Length];
        if (without.Length == 1)
            return [[double.NaN]];
        // From the statistic without the least value on, each gives its place to the one before.
        double[] others = strata.Ordered[1..];
        for (int place = 0; place < without.Length; place++)
        {
            without[place] = statistic.OfOrdered(others);
            if (place < others.Length)
                others[place] = strata.Ordered[place];
        }
        return strata.Places.Select(places => places.Select(place => without[place]).ToArray());
    }

    /// <summary>
    /// The acceleration of BCa: Σᵢ Σⱼ Uᵢⱼ³ / nᵢ³ over 6 (Σᵢ Σⱼ Uᵢⱼ² / nᵢ²)^(3/2), with Uᵢⱼ the mean over sample i of the statistics with one of its nᵢ
    /// values left out, less that without value j, times nᵢ - 1. NaN where it does not vary.
    /// </summary>
    /// <param name="samples">The statistics without each value, sample by sample; of a sample of one value, whatever it is, none counts.</param>
    public static double Acceleration(IEnumerable<double[]> samples)
    {
        double cubes = 0, squares = 0;
        foreach (double[] without in samples.Where(sample => sample.Length > 1))
        {
            // From one of them on: what does not vary has no difference from its mean.
            double mean = without[0] + without.Average(value => value - without[0]), count = without.Length;
            foreach (double value in without)
            {
                double difference = (count - 1) * (mean - value) / count;
                cubes += difference * difference * difference;
                squares += difference * difference;
            }
        }
        return squares == 0 ? double.NaN : cubes / (6 * Math.Pow(squares, 1.5));
    }
}
