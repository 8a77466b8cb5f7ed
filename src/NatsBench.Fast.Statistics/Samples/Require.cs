namespace NatsBench.Fast.Statistics.Samples;

/// <summary>What every statistic asks of its numbers; a refusal names the sample and the place.</summary>
internal static class Require
{
    public static void NotEmpty(ReadOnlySpan<double> sample, string name)
    {
        if (sample.IsEmpty)
            throw new ArgumentException("a sample needs at least one value", name);
    }

    /// <summary>Values that have an order: infinities have, NaN has not.</summary>
    public static void Ordered(ReadOnlySpan<double> sample, string name)
    {
        NotEmpty(sample, name);
        for (int i = 0; i < sample.Length; i++)
            if (double.IsNaN(sample[i]))
                throw new ArgumentException($"value {i} is NaN; leave out what is absent, with its partner where values are paired", name);
    }

    public static void Finite(ReadOnlySpan<double> sample, string name)
    {
        Ordered(sample, name);
        for (int i = 0; i < sample.Length; i++)
            if (double.IsInfinity(sample[i]))
                throw new ArgumentException($"value {i} is infinite", name);
    }

    public static void EquallyLong(int first, int second, string name)
    {
        if (first != second)
            throw new ArgumentException($"pairs need equally many values, not {first} and {second}", name);
    }

    /// <summary>A probability that is neither 0 nor 1.</summary>
    public static void Probability(double value, string name)
    {
        if (!(value is > 0 and < 1))
            throw new ArgumentOutOfRangeException(name, value, "must be above 0 and below 1");
    }
}
