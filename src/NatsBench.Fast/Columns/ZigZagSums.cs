using System.Numerics;
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

    /// <summary>Back to signed integers, each by itself.</summary>
    public static void Decode(ReadOnlySpan<ulong> values, Span<long> integers)
    {
        int vectors = Vector.IsHardwareAccelerated ? values.Length - values.Length % Vector<ulong>.Count : 0;
        ref ulong value = ref MemoryMarshal.GetReference(values);
        ref ulong integer = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<long, ulong>(integers)[..values.Length]);
        for (nuint i = 0; i < (nuint)vectors; i += (nuint)Vector<ulong>.Count)
        {
            Vector<ulong> zigzag = Vector.LoadUnsafe(ref value, i);
            ((zigzag >>> 1) ^ -(zigzag & Vector<ulong>.One)).StoreUnsafe(ref integer, i);
        }
        for (int i = vectors; i < values.Length; i++)
            integers[i] = Decode(values[i]);
    }

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
            Vector256<long> own = RunningSums.Within((zigzag >>> 1).AsInt64() ^ -(zigzag & Vector256<ulong>.One).AsInt64());
            (before + own).StoreUnsafe(ref sum, (nuint)i);
            // The only dependence from one round on the next is this addition.
            before += RunningSums.Last(own);
        }
        Scalar(steps[i..], before.ToScalar(), sums[i..]);
    }
}
