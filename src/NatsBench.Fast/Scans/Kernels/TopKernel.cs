using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// The k best within limits, descending, of equal ones the lower index first; the answer is how many there are. A heap keeps the k
/// best so far with the worst at its root; vectors pass over everything that is not better than the root.
/// </summary>
internal readonly struct TopKernel : IVectorKernel<TopQuestion, int>
{
    public static int Twin(in TopQuestion question)
    {
        Span<Candidate> best = question.Best;
        int count = 0;
        for (int i = 0; i < question.Column.Values.Length; i++)
        {
            Candidate candidate = new(i, question.Column.Values[i]);
            if (!question.Column.Counts(i) || (count == best.Length && (count == 0 || !Precedes(candidate, best[^1]))))
                continue;
            int place = count < best.Length ? count++ : count - 1;
            for (; place > 0 && Precedes(candidate, best[place - 1]); place--)
                best[place] = best[place - 1];
            best[place] = candidate;
        }
        return count;
    }

    public static int Run<TLanes>(in TopQuestion question) where TLanes : struct, ILanes<TLanes> => question.Column.Limits.Count switch
    {
        0 => Run<TLanes, NoLimit>(in question),
        1 => Run<TLanes, OneLimit>(in question),
        2 => Run<TLanes, TwoLimits>(in question),
        _ => Run<TLanes, ThreeLimits>(in question),
    };

    private static int Run<TLanes, TLimits>(in TopQuestion question)
        where TLanes : struct, ILanes<TLanes>
        where TLimits : struct, ILimitCount
    {
        ReadOnlySpan<double> values = question.Column.Values;
        Span<Candidate> heap = question.Best;
        if (heap.IsEmpty)
            return 0;
        int count = 0;
        int i = 0;
        for (; i < values.Length && count < heap.Length; i++)
            if (question.Column.Counts(i))
                Add(heap, count++, new Candidate(i, values[i]));

        int last = values.Length - TLanes.Count;
        // Whoever comes later must be strictly better.
        while (i <= last && NextBetter<TLanes, TLimits>(in question.Column, ref i, last, heap[0].Value) is var better and not 0)
        {
            for (; better != 0; better &= better - 1)
            {
                int index = i + int.TrailingZeroCount((int)better);
                if (values[index] > heap[0].Value)
                    ReplaceRoot(heap, new Candidate(index, values[index]));
            }
            i += TLanes.Count;
        }
        for (; i < values.Length; i++)
            if (question.Column.Counts(i) && values[i] > heap[0].Value)
                ReplaceRoot(heap, new Candidate(i, values[i]));
        SortHeap(heap[..count]);
        return count;
    }

    /// <summary>Moves the index to the next lanes with a value above the threshold, or beyond the last; which ones, as bits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint NextBetter<TLanes, TLimits>(in LimitedColumn column, ref int index, int last, double threshold)
        where TLanes : struct, ILanes<TLanes>
        where TLimits : struct, ILimitCount
    {
        LimitLanes<TLanes, TLimits> limits = new(column.Limits);
        ref double values = ref MemoryMarshal.GetReference(column.Values);
        TLanes bound = TLanes.Of(threshold);
        nuint i = (nuint)index;
        uint better = 0;
        for (; i <= (nuint)last; i += (nuint)TLanes.Count)
        {
            better = TLanes.LessBits(bound, limits.Keep(TLanes.Load(in values, i), i));
            if (better != 0)
                break;
        }
        index = (int)i;
        return better;
    }

    private static bool Precedes(Candidate left, Candidate right) =>
        left.Value > right.Value || (left.Value == right.Value && left.Index < right.Index);

    private static void Add(Span<Candidate> heap, int place, Candidate candidate)
    {
        for (; place > 0 && Precedes(heap[(place - 1) / 2], candidate); place = (place - 1) / 2)
            heap[place] = heap[(place - 1) / 2];
        heap[place] = candidate;
    }

    private static void ReplaceRoot(Span<Candidate> heap, Candidate candidate)
    {
        int place = 0;
        while (2 * place + 1 < heap.Length)
        {
            int child = 2 * place + 1;
            if (child + 1 < heap.Length && Precedes(heap[child], heap[child + 1]))
                child++;
            if (!Precedes(candidate, heap[child]))
                break;
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = candidate;
    }

    private static void SortHeap(Span<Candidate> heap)
    {
        for (int last = heap.Length - 1; last > 0; last--)
        {
            Candidate worst = heap[0];
            ReplaceRoot(heap[..last], heap[last]);
            heap[last] = worst;
        }
    }
}
