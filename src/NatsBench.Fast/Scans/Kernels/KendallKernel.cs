using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// Kendall's tau-b by Knight's method: in the order of one column, discordant pairs are the inversions of the other. All counts are
/// exact integers. Not for vectors: two sorts by radix and a walk through a tree.
/// </summary>
internal readonly struct KendallKernel : IPlainKernel<ColumnPair, double>
{
    public static double Twin(in ColumnPair question)
    {
        long pairs = 0, firstTies = 0, secondTies = 0, concordance = 0;
        for (int j = 0; j < question.First.Length; j++)
        {
            for (int i = 0; i < j; i++)
            {
                if (!question.Counts(i) || !question.Counts(j))
                    continue;
                int first = question.First[i].CompareTo(question.First[j]);
                int second = question.Second[i].CompareTo(question.Second[j]);
                pairs++;
                firstTies += first == 0 ? 1 : 0;
                secondTies += second == 0 ? 1 : 0;
                concordance += first * second;
            }
        }
        return TauB(pairs, firstTies, secondTies, concordance);
    }

    public static double Run(in ColumnPair question)
    {
        int length = question.First.Length;
        using SpanOwner<int> orderOwner = SpanOwner<int>.Allocate(length);
        using SpanOwner<int> startOwner = SpanOwner<int>.Allocate(length);
        using SpanOwner<int> nextOwner = SpanOwner<int>.Allocate(length);
        int count = question.CopyCounted(orderOwner.Span);
        Span<int> order = orderOwner.Span[..count];
        Span<int> startOf = startOwner.Span;
        Span<int> next = nextOwner.Span;

        // By the first column: where the ties of each begin. A group of g ties has 0 + 1 + … + (g - 1) pairs: no branch at its end.
        RadixOrder.Sort(question.First, order);
        long firstTies = 0;
        for (int i = 0, start = 0; i < count; i++)
        {
            start = question.First[order[i]] == question.First[order[start]] ? start : i;
            firstTies += i - start;
            startOf[order[i]] = start;
            next[i] = i;
        }

        // By the second, then the first: positions that are no inversion among ties of either.
        RadixOrder.Sort(question.Second, order);
        long secondTies = 0;
        long bothTies = 0;
        for (int i = 0, start = 0, bothStart = 0; i < count; i++)
        {
            start = question.Second[order[i]] == question.Second[order[start]] ? start : i;
            bothStart = int.Max(start, startOf[order[i]] == startOf[order[bothStart]] ? bothStart : i);
            secondTies += i - start;
            bothTies += i - bothStart;
        }

        // Those positions in the order of the first, then the second.
        using SpanOwner<int> positionOwner = SpanOwner<int>.Allocate(count);
        Span<int> positions = positionOwner.Span;
        for (int position = 0; position < count; position++)
            positions[next[startOf[order[position]]]++] = position;

        long pairs = Pairs(count);
        long discordant = Inversions.Count(positions);
        return TauB(pairs, firstTies, secondTies, pairs - firstTies - secondTies + bothTies - 2 * discordant);
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    // As scipy divides, so that its results are met to the bit; rounding may carry a perfect correlation past 1.
    private static double TauB(long pairs, long firstTies, long secondTies, long concordance) => pairs == firstTies || pairs == secondTies
        ? double.NaN
        : double.Clamp(concordance / Math.Sqrt(pairs - firstTies) / Math.Sqrt(pairs - secondTies), -1, 1);
}
