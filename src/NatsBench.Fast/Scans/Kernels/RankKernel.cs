using System.Runtime.InteropServices;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>How many numbers of a column are below a value, how many equal it, and how many there are.</summary>
internal readonly record struct RankCounts(int Below, int Equal, int Numbers)
{
    public static RankCounts operator +(RankCounts left, RankCounts right) =>
        new(left.Below + right.Below, left.Equal + right.Equal, left.Numbers + right.Numbers);
}

/// <summary>The counts behind a percentile rank.</summary>
internal readonly struct RankKernel : IVectorKernel<RankQuestion, RankCounts>
{
    public static RankCounts Twin(in RankQuestion question) => Count(question.Values, question.Value);

    public static RankCounts Run<TLanes>(in RankQuestion question) where TLanes : struct, ILanes<TLanes>
    {
        ref double values = ref MemoryMarshal.GetReference(question.Values);
        int whole = question.Values.Length / TLanes.Count * TLanes.Count;
        TLanes sought = TLanes.Of(question.Value);
        int below = 0;
        int equal = 0;
        int numbers = 0;
        for (nuint i = 0; i < (nuint)whole; i += (nuint)TLanes.Count)
        {
            TLanes value = TLanes.Load(in values, i);
            below += (int)uint.PopCount(TLanes.LessBits(value, sought));
            equal += (int)uint.PopCount(TLanes.EqualBits(value, sought));
            numbers += (int)uint.PopCount(TLanes.EqualBits(value, value));
        }
        return new RankCounts(below, equal, numbers) + Count(question.Values[whole..], question.Value);
    }

    private static RankCounts Count(ReadOnlySpan<double> values, double sought)
    {
        RankCounts counts = default;
        foreach (double value in values)
            counts += new RankCounts(value < sought ? 1 : 0, value == sought ? 1 : 0, double.IsNaN(value) ? 0 : 1);
        return counts;
    }
}
