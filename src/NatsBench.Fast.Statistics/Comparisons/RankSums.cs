using MathNet.Numerics;

namespace NatsBench.Fast.Statistics.Comparisons;

/// <summary>The distribution of sums of ranks under the hypothesis that ranks fall to either side by chance. Sums are of twice the ranks.</summary>
public static class RankSums
{
    /// <summary>How many values a sample may have for an exact p-value: up to here it takes milliseconds, beyond the normal one is as good.</summary>
    public const int MostExact = 50;

    internal static bool IsExact(PValueMode mode, int values)
    {
        if (mode == PValueMode.Exact && values > MostExact)
            throw new ArgumentException($"exact p-values are for up to {MostExact} values a sample, not {values}; take {nameof(PValueMode.Normal)}", nameof(mode));
        return mode != PValueMode.Normal && values <= MostExact;
    }

    /// <summary>Both tails when each rank is taken or left with probability ½: twice the smaller one, at most 1.</summary>
    internal static double OfSubsets(ReadOnlySpan<long> ranks, long sum)
    {
        double[] ways = [1, .. new double[Total(ranks)]];
        foreach (long rank in ranks)
            for (long s = ways.Length - 1; s >= rank; s--)
                ways[s] += ways[s - rank];
        return BothTails(ways, sum);
    }

    /// <summary>Both tails when so many of the ranks are taken, each choice as likely: twice the smaller one, at most 1.</summary>
    internal static double OfChoices(ReadOnlySpan<long> ranks, int count, long sum)
    {
        long[] ascending = ranks.ToArray();
        Array.Sort(ascending);
        double[][] ways = new double[count + 1][];
        long most = Total(ascending.AsSpan(ascending.Length - count));
        for (int taken = 0; taken <= count; taken++)
            ways[taken] = new double[most + 1];
        ways[0][0] = 1;
        foreach (long rank in ascending)
            for (int taken = count; taken > 0; taken--)
            {
                double[] with = ways[taken], without = ways[taken - 1];
                for (long s = most; s >= rank; s--)
                    with[s] += without[s - rank];
            }
        return BothTails(ways[count], sum);
    }

    /// <summary>Both tails of the normal distribution beyond ±z.</summary>
    internal static double Normal(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2);

    private static double BothTails(ReadOnlySpan<double> ways, long sum)
    {
        double lower = 0, upper = 0, all = 0;
        for (int s = 0; s < ways.Length; s++)
        {
            all += ways[s];
            if (s <= sum)
                lower += ways[s];
            if (s >= sum)
                upper += ways[s];
        }
        return Math.Min(1, 2 * Math.Min(lower, upper) / all);
    }

    private static long Total(ReadOnlySpan<long> ranks)
    {
        long total = 0;
        foreach (long rank in ranks)
            total += rank;
        return total;
    }
}
