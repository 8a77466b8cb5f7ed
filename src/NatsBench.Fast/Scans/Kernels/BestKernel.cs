using System.Runtime.InteropServices;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// The index of the greatest value within limits, the lowest of equal ones; -1 for none. The first pass keeps only maxima and the
/// block where the last one was raised; the second finds its index in that block.
/// </summary>
internal readonly struct BestKernel : IVectorKernel<LimitedColumn, int>
{
    // Long enough that looking for a new maximum costs nothing, short enough that finding its index does not either.
    private const int Block = 512;

    public static int Twin(in LimitedColumn question)
    {
        int best = -1;
        for (int i = 0; i < question.Values.Length; i++)
            if (question.Counts(i) && (best < 0 || question.Values[i] > question.Values[best]))
                best = i;
        return best;
    }

    public static int Run<TLanes>(in LimitedColumn question) where TLanes : struct, ILanes<TLanes> => question.Limits.Count switch
    {
        0 => Run<TLanes, NoLimit>(in question),
        1 => Run<TLanes, OneLimit>(in question),
        2 => Run<TLanes, TwoLimits>(in question),
        _ => Run<TLanes, ThreeLimits>(in question),
    };

    private static int Run<TLanes, TLimits>(in LimitedColumn question)
        where TLanes : struct, ILanes<TLanes>
        where TLimits : struct, ILimitCount
    {
        LimitLanes<TLanes, TLimits> limits = new(question.Limits);
        ref double values = ref MemoryMarshal.GetReference(question.Values);
        int whole = question.Values.Length / TLanes.Count * TLanes.Count;

        double greatest = double.NegativeInfinity;
        nuint from = 0;
        for (nuint block = 0; block < (nuint)whole; block += Block)
        {
            TLanes before = TLanes.Of(greatest);
            TLanes maxima = before;
            nuint end = nuint.Min(block + Block, (nuint)whole);
            for (nuint i = block; i < end; i += (nuint)TLanes.Count)
                maxima = TLanes.Greater(limits.Keep(TLanes.Load(in values, i), i), maxima);
            if (TLanes.LessBits(before, maxima) != 0)
                (greatest, from) = (TLanes.Greatest(maxima), block);
        }
        int best = FirstEqual<TLanes, TLimits>(in question, (int)from, whole, greatest);
        for (int i = whole; i < question.Values.Length; i++)
            if (question.Counts(i) && (best < 0 || question.Values[i] > question.Values[best]))
                best = i;
        return best;
    }

    // Where nothing is above -infinity, a candidate of just that value may still win: then this looks through all.
    private static int FirstEqual<TLanes, TLimits>(in LimitedColumn question, int from, int end, double sought)
        where TLanes : struct, ILanes<TLanes>
        where TLimits : struct, ILimitCount
    {
        LimitLanes<TLanes, TLimits> limits = new(question.Limits);
        ref double values = ref MemoryMarshal.GetReference(question.Values);
        TLanes equal = TLanes.Of(sought);
        for (int i = from; i < end; i += TLanes.Count)
        {
            uint found = TLanes.EqualBits(limits.Keep(TLanes.Load(in values, (nuint)i), (nuint)i), equal);
            if (found != 0)
                return i + int.TrailingZeroCount((int)found);
        }
        return -1;
    }
}
