using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// Spearman's rho: Pearson's correlation of ranks, ties at the mean of theirs. Twice a rank is an integer, and so is twice its
/// distance from the mean rank: all sums are exact. Not for vectors: two sorts by radix.
/// </summary>
internal readonly struct SpearmanKernel : IPlainKernel<ColumnPair, double>
{
    public static double Twin(in ColumnPair question)
    {
        Int128 products = 0, firstSquares = 0, secondSquares = 0;
        for (int i = 0; i < question.First.Length; i++)
        {
            if (!question.Counts(i))
                continue;
            // Twice the distance from the mean rank: those below less those above.
            long first = 0;
            long second = 0;
            for (int j = 0; j < question.First.Length; j++)
            {
                if (!question.Counts(j))
                    continue;
                first += question.First[i].CompareTo(question.First[j]);
                second += question.Second[i].CompareTo(question.Second[j]);
            }
            products += first * second;
            firstSquares += first * first;
            secondSquares += second * second;
        }
        return Rho(products, firstSquares, secondSquares);
    }

    public static double Run(in ColumnPair question)
    {
        int length = question.First.Length;
        using SpanOwner<int> orderOwner = SpanOwner<int>.Allocate(length);
        using SpanOwner<int> firstOwner = SpanOwner<int>.Allocate(length);
        using SpanOwner<int> secondOwner = SpanOwner<int>.Allocate(length);
        int count = question.CopyCounted(orderOwner.Span);
        Span<int> order = orderOwner.Span[..count];
        WriteRanks(question.First, order, firstOwner.Span);
        WriteRanks(question.Second, order, secondOwner.Span);

        Int128 products = 0, firstSquares = 0, secondSquares = 0;
        foreach (int index in order)
        {
            long first = firstOwner.Span[index];
            long second = secondOwner.Span[index];
            products += first * second;
            firstSquares += first * first;
            secondSquares += second * second;
        }
        return Rho(products, firstSquares, secondSquares);
    }

    /// <summary>Sorts the order and writes twice each rank's distance from the mean rank.</summary>
    private static void WriteRanks(ReadOnlySpan<double> values, Span<int> order, Span<int> ranks)
    {
        RadixOrder.Sort(values, order);
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
                end++;
            // As many are below as the start says, and above as are left behind the end.
            for (int i = start; i < end; i++)
                ranks[order[i]] = start - (order.Length - end);
        }
    }

    // One root of the product, not a product of roots: that of a square is exact, and so is a perfect correlation.
    private static double Rho(Int128 products, Int128 firstSquares, Int128 secondSquares) => firstSquares == 0 || secondSquares == 0
        ? double.NaN
        : double.Clamp((double)products / Math.Sqrt((double)firstSquares * (double)secondSquares), -1, 1);
}
