using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// The Pareto front of three losses, indices ascending; the answer is how many. In the order of the first loss, a candidate is
/// dominated when one before it lies below in the other two: the staircase of those is a Fenwick tree of least third losses over
/// the ranks of the second. Not for vectors: three sorts by radix and walks through a tree.
/// </summary>
internal readonly struct SpaceFrontKernel : IPlainKernel<SpaceFrontQuestion, int>
{
    public static int Twin(in SpaceFrontQuestion question)
    {
        ReadOnlySpan<double> first = question.Losses.First, second = question.Losses.Second, third = question.Third;
        int count = 0;
        for (int i = 0; i < first.Length; i++)
        {
            bool dominated = !question.Counts(i);
            for (int j = 0; j < first.Length && !dominated; j++)
                dominated = first[j] <= first[i] && second[j] <= second[i] && third[j] <= third[i]
                    && (first[j] < first[i] || second[j] < second[i] || third[j] < third[i]);
            if (!dominated)
                question.Front[count++] = i;
        }
        return count;
    }

    public static int Run(in SpaceFrontQuestion question)
    {
        ReadOnlySpan<double> first = question.Losses.First, second = question.Losses.Second, third = question.Third;
        int counted = 0;
        for (int i = 0; i < first.Length; i++)
            if (question.Counts(i))
                question.Front[counted++] = i;
        Span<int> order = question.Front[..counted];

        RadixOrder.Sort(third, order);
        RadixOrder.Sort(second, order);
        using SpanOwner<int> rankOwner = SpanOwner<int>.Allocate(first.Length);
        Span<int> ranks = rankOwner.Span;
        int rank = 0;
        for (int i = 0; i < order.Length; i++)
            ranks[order[i]] = i > 0 && second[order[i]] == second[order[i - 1]] ? rank : ++rank;
        RadixOrder.Sort(first, order);

        using SpanOwner<double> stairOwner = SpanOwner<double>.Allocate(rank + 1);
        Span<double> stairs = stairOwner.Span;
        stairs.Fill(double.NaN);
        int count = 0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            int index = order[start];
            end = start + 1;
            while (end < order.Length && ranks[order[end]] == ranks[index] && first[order[end]] == first[index] && third[order[end]] == third[index])
                end++;
            if (AnyAtMost(stairs, ranks[index], third[index]))
                continue;
            Lower(stairs, ranks[index], third[index]);
            for (int i = start; i < end; i++)
                order[count++] = order[i];
        }
        order[..count].Sort();
        return count;
    }

    private static bool AnyAtMost(ReadOnlySpan<double> stairs, int rank, double loss)
    {
        for (int node = rank; node > 0; node &= node - 1)
            if (stairs[node] <= loss)
                return true;
        return false;
    }

    private static void Lower(Span<double> stairs, int rank, double loss)
    {
        // A node that is higher, or still NaN.
        for (int node = rank; node < stairs.Length && !(stairs[node] <= loss); node += node & -node)
            stairs[node] = loss;
    }
}
