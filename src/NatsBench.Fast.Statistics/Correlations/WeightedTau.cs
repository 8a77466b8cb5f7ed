using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Correlations;

/// <summary>
/// Vigna's weighted τ (WWW 2015): Kendall's τ-b in which a pair counts w(r) + w(s) with w(r) = 1 / (1 + r) of the ranks r and s of its members, 0
/// for the greatest value: what is at the top matters most. As <c>scipy.stats.weightedtau</c>.
/// </summary>
public static class WeightedTau
{
    /// <summary>The mean of the two correlations with ranks by either column, equal values ranked by the other column.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">The other, equally long.</param>
    /// <returns>-1 to 1; NaN where a column is constant.</returns>
    /// <exception cref="ArgumentException">The columns are empty or differ in length, or a value is NaN.</exception>
    public static double Correlation(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Require.EquallyLong(first.Length, second.Length, nameof(second));
        Require.Ordered(first, nameof(first));
        Require.Ordered(second, nameof(second));
        // Twice ranks stand for values: comparisons of integers.
        long[] x = Ranks.Of(first).Twice, y = Ranks.Of(second).Twice;
        return (Ranked(x, y) + Ranked(y, x)) / 2;
    }

    private static double Ranked(long[] x, long[] y)
    {
        int[] order = [.. Enumerable.Range(0, x.Length).OrderByDescending(i => x[i]).ThenByDescending(i => y[i])];
        double[] weights = new double[x.Length];
        for (int rank = 0; rank < order.Length; rank++)
            weights[order[rank]] = 1.0 / (1 + rank);

        // Downwards in x: the tree holds those with a greater x, by y. A group of equal x enters together.
        WeightTree tree = new(2 * x.Length);
        (double Count, double Weight) entered = default;
        double concordance = 0, apartInX = 0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start; end < order.Length && x[order[end]] == x[order[start]]; end++)
            {
                int i = order[end];
                (double Count, double Weight) below = tree.Below((int)y[i]), notAbove = tree.Below((int)y[i] + 1);
                (double Count, double Weight) above = (entered.Count - notAbove.Count, entered.Weight - notAbove.Weight);
                concordance += (above.Count - below.Count) * weights[i] + above.Weight - below.Weight;
                apartInX += entered.Count * weights[i] + entered.Weight;
            }
            for (int i = start; i < end; i++)
            {
                tree.Add((int)y[order[i]], weights[order[i]]);
                entered = (entered.Count + 1, entered.Weight + weights[order[i]]);
            }
        }
        double apartInY = Apart(y, weights);
        return double.Clamp(concordance / Math.Sqrt(apartInX) / Math.Sqrt(apartInY), -1, 1);
    }

    // What all pairs weigh whose values differ.
    private static double Apart(long[] values, double[] weights)
    {
        double sum = 0, count = 0, weight = 0;
        foreach (IGrouping<long, int> group in Enumerable.Range(0, values.Length).GroupBy(i => values[i]))
        {
            double own = group.Sum(i => weights[i]), members = group.Count();
            sum += count * own + members * weight;
            count += members;
            weight += own;
        }
        return sum;
    }
}
