using MathNet.Numerics.Distributions;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Planning;

/// <summary>
/// How many trials it takes for a two-sided test at level α to find a difference with some power, by normal approximation: least whole
/// numbers. Below some twenty trials a test of Student's takes one or two more.
/// </summary>
public static class RequiredTrials
{
    /// <summary>Trials of each of two algorithms, run independently: (z₁₋α/₂ + z_power)² (σ₁² + σ₂²) / δ².</summary>
    /// <param name="difference">δ, the difference of means; not 0.</param>
    /// <param name="firstDeviation">σ₁, the standard deviation of one.</param>
    /// <param name="secondDeviation">σ₂, that of the other.</param>
    /// <param name="alpha">The level of significance.</param>
    /// <param name="power">The probability that the difference is found.</param>
    /// <exception cref="ArgumentException">The difference is 0, no finite number of trials is enough, or an argument is out of its range.</exception>
    public static long Independent(double difference, double firstDeviation, double secondDeviation, double alpha = 0.05, double power = 0.8) =>
        Whole(Squared(alpha, power) * (Variance(firstDeviation) + Variance(secondDeviation)) / Difference(difference, nameof(difference)));

    /// <summary>Pairs of trials, such as under common random numbers: (z₁₋α/₂ + z_power)² σ² / δ².</summary>
    /// <param name="difference">δ, the mean difference; not 0.</param>
    /// <param name="deviation">σ, the standard deviation of the differences.</param>
    /// <param name="alpha">The level of significance.</param>
    /// <param name="power">The probability that the difference is found.</param>
    /// <exception cref="ArgumentException">The difference is 0, no finite number of trials is enough, or an argument is out of its range.</exception>
    public static long Paired(double difference, double deviation, double alpha = 0.05, double power = 0.8) =>
        Whole(Squared(alpha, power) * Variance(deviation) / Difference(difference, nameof(difference)));

    /// <summary>Trials of each of two algorithms for the Mann–Whitney test (Noether 1987): (z₁₋α/₂ + z_power)² / (6 (A12 - ½)²).</summary>
    /// <param name="a12">The probability that the first is above the second, ties counted half; 0 to 1, not ½.</param>
    /// <param name="alpha">The level of significance.</param>
    /// <param name="power">The probability that the difference is found.</param>
    /// <exception cref="ArgumentException">A12 is ½, no finite number of trials is enough, or an argument is out of its range.</exception>
    public static long ByA12(double a12, double alpha = 0.05, double power = 0.8)
    {
        if (!(a12 is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(a12), a12, "must be 0 to 1");
        return Whole(Squared(alpha, power) / (6 * Difference(a12 - 0.5, nameof(a12))));
    }

    private static double Squared(double alpha, double power)
    {
        Require.Probability(alpha, nameof(alpha));
        Require.Probability(power, nameof(power));
        if (power <= alpha)
            throw new ArgumentOutOfRangeException(nameof(power), power, "must be above the level of significance, which chance alone reaches");
        double z = Normal.InvCDF(0, 1, power) - Normal.InvCDF(0, 1, alpha / 2);
        return z * z;
    }

    private static double Variance(double deviation) => deviation >= 0 && double.IsFinite(deviation) ? deviation * deviation
        : throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "a standard deviation is 0 or more");

    private static double Difference(double difference, string name) => difference * difference > 0 && double.IsFinite(difference) ? difference * difference
        : throw new ArgumentException("no number of trials tells what does not differ", name);

    private static long Whole(double trials) => trials < 1L << 53 ? Math.Max(1, (long)Math.Ceiling(trials))
        : throw new ArgumentException("no number of trials that could be run is enough for so small a difference");
}
