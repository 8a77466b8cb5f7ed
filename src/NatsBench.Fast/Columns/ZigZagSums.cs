using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NatsBench.Fast.Columns;

/// <summary>
/// Zigzag integers and their running sums, modulo 2^64. <see cref="Scalar"/> is the definition. The steps may lie in the same
/// memory as the sums, behind them: no sum is written over a step still to be read.
/// </summary>
internal static class ZigZagSums
{
    /// <summary>Signed integers to 0, 1, 2, 3, … for 0, -1, 1, -2, …</summary>
    public static ulong Encode(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long Decode(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    /// <summary>Writes, for each step, the start plus all steps up to it.</summary>
    /// <param name="steps">Zigzag.</param>
    /// <param name="start">What the first step is added to.</param>
    /// <param name="sums">As many as steps.</param>
    public static void Run(ReadOnlySpan<ulong> steps, long start, Span<long> sums)
    {
        if (Avx2.IsSupported)
            RunVector256(steps, start, sums);
        else
            Scalar(steps, start, sums);
    }

    public static void Scalar(ReadOnlySpan<ulong> steps, long start, Span<long> sums)
    {
        for (int i = 0; i < steps.Length; i++)
            sums[i] = start = unchecked(start + Decode(steps[i]));
    }

    public static void RunVector256(ReadOnlySpan<ulong> steps, long start, Span<long> sums)
    {
        ref ulong step = ref MemoryMarshal.GetReference(steps);
        ref long sum = ref MemoryMarshal.GetReference(sums[..steps.Length]);
        Vector256<long> before = Vector256.Create(start);
        int i = 0;
        for (; i <= steps.Length - Vector256<long>.Count; i += Vector256<long>.Count)
        {
            Vector256<ulong> zigzag = Vector256.LoadUnsafe(ref step, (nuint)i);
            Vector256<long> own = (zigzag >>> 1).AsInt64() ^ -(zigzag & Vector256<ulong>.One).AsInt64();
            // Sums of one step, of two, of up to four: what comes from below the first lane is 0.
            own += Avx2.ShiftLeftLogical128BitLane(own, sizeof(long));
            own += Vector256.Shuffle(own, Vector256.Create(0L, 0, 1, 1)) & Vector256.Create(0L, 0, -1, -1);
            (before + own).StoreUnsafe(ref sum, (nuint)i);
            // The only dependence from one round on the next is this addition.
            before += Vector256.Shuffle(own, Vector256.Create(3L, 3, 3, 3));
        }
        Scalar(steps[i..], before.ToScalar(), sums[i..]);
    }
}
