namespace NatsBench.Fast.Statistics.Samples;

/// <summary>Ranks of a sample, the least value first, equal values at the mean of theirs. Twice a rank is an integer: sums are exact.</summary>
/// <param name="Twice">Twice the rank of each value, from 2 on.</param>
/// <param name="Ties">Σ t³ - t over groups of t equal values; 0 where all differ.</param>
internal readonly record struct Ranks(long[] Twice, double Ties)
{
    public static Ranks Of(ReadOnlySpan<double> values)
    {
        double[] ordered = values.ToArray();
        int[] order = new int[ordered.Length];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(ordered, order);

        long[] twice = new long[ordered.Length];
        double ties = 0;
        for (int start = 0, end; start < ordered.Length; start = end)
        {
            for (end = start + 1; end < ordered.Length && ordered[end] == ordered[start];)
                end++;
            double equal = end - start;
            ties += equal * equal * equal - equal;
            for (int i = start; i < end; i++)
                twice[order[i]] = start + 1L + end;
        }
        return new Ranks(twice, ties);
    }

    /// <summary>How many pairs of one of the first values and one of the others the first wins, ties counted half: Mann and Whitney's U.</summary>
    /// <param name="count">How many values are the first.</param>
    public double U(int count) => (SumOfFirst(count) - (count + 1L) * count) / 2.0;

    /// <summary>Twice the sum of the ranks of the first values.</summary>
    public long SumOfFirst(int count)
    {
        long sum = 0;
        foreach (long rank in Twice.AsSpan(0, count))
            sum += rank;
        return sum;
    }
}
