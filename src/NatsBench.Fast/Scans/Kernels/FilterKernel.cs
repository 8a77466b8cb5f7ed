using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>One bit for each value between bounds, inclusive; the answer is how many bits are set.</summary>
internal readonly struct FilterKernel : IVectorKernel<RangeQuestion, int>
{
    public static int Twin(in RangeQuestion question)
    {
        int selected = 0;
        for (int first = 0; first < question.Values.Length; first += Selection.WordBits)
        {
            ulong word = Tail(in question, first, int.Min(first + Selection.WordBits, question.Values.Length));
            selected += Write(in question, first, word);
        }
        return selected;
    }

    public static int Run<TLanes>(in RangeQuestion question) where TLanes : struct, ILanes<TLanes>
    {
        ref double values = ref MemoryMarshal.GetReference(question.Values);
        TLanes minimum = TLanes.Of(question.Minimum);
        TLanes maximum = TLanes.Of(question.Maximum);
        int selected = 0;
        for (int first = 0; first < question.Values.Length; first += Selection.WordBits)
        {
            int end = int.Min(first + Selection.WordBits, question.Values.Length);
            ulong word = 0;
            int i = first;
            for (; i <= end - TLanes.Count; i += TLanes.Count)
            {
                TLanes value = TLanes.Load(in values, (nuint)i);
                word |= (ulong)TLanes.AtMostBits(minimum, TLanes.IfAtMost(value, maximum, value)) << i;
            }
            selected += Write(in question, first, word | Tail(in question, i, end));
        }
        return selected;
    }

    // A shift counts modulo 64: the index of a value is also that of its bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Tail(in RangeQuestion question, int from, int end)
    {
        ulong word = 0;
        for (int i = from; i < end; i++)
            if (question.Values[i] >= question.Minimum && question.Values[i] <= question.Maximum)
                word |= 1ul << i;
        return word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write(in RangeQuestion question, int first, ulong word)
    {
        ref ulong stored = ref question.Bitmap[first / Selection.WordBits];
        stored = question.Narrow ? stored & word : word;
        return (int)ulong.PopCount(stored);
    }
}
