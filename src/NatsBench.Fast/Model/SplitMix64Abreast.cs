using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NatsBench.Fast.Model;

/// <summary>Eight generators abreast, where there is AVX2: each gives the numbers that it would give by itself.</summary>
internal unsafe struct SplitMix64Abreast
{
    // One vector, or two where that is what there is.
    private Vector512<ulong> _all;
    private Vector256<ulong> _low;
    private Vector256<ulong> _high;

    /// <summary>Goes on from eight states, or begins with eight seeds.</summary>
    /// <param name="states">Where they lie, at a multiple of 64 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SplitMix64Abreast(ulong* states)
    {
        if (Avx512DQ.IsSupported)
            _all = Vector512.LoadAligned(states);
        else
            (_low, _high) = (Vector256.LoadAligned(states), Vector256.LoadAligned(states + Vector256<ulong>.Count));
    }

    /// <summary>Keeps the states.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ulong* states)
    {
        if (Avx512DQ.IsSupported)
        {
            _all.StoreAligned(states);
            return;
        }
        _low.StoreAligned(states);
        _high.StoreAligned(states + Vector256<ulong>.Count);
    }

    /// <summary>The next <see cref="SplitMix64.NextIndex"/> of each.</summary>
    /// <param name="bounds">1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Next(Vector256<int> bounds)
    {
        if (Avx512DQ.IsSupported)
            return SplitMix64.Scaled(_all += Vector512.Create(SplitMix64.Step), Avx512F.ConvertToVector512UInt64(bounds.AsUInt32())).AsInt32();
        _low += Vector256.Create(SplitMix64.Step);
        _high += Vector256.Create(SplitMix64.Step);
        return Scaled(SplitMix64.UpperHalves(_low, _high), bounds);
    }

    /// <summary>The upper 32 bits of <see cref="SplitMix64.At"/> of each as a seed.</summary>
    /// <param name="positions">How many numbers come before that of each.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector256<uint> At(Vector256<uint> positions)
    {
        if (Avx512DQ.IsSupported)
            return SplitMix64.UpperHalves(_all + Vector512.Create(SplitMix64.Step) * (Avx512F.ConvertToVector512UInt64(positions) + Vector512<ulong>.One));
        Vector256<ulong> low = Avx2.ConvertToVector256Int64(positions.GetLower()).AsUInt64(), high = Avx2.ConvertToVector256Int64(positions.GetUpper()).AsUInt64();
        return SplitMix64.UpperHalves(
            _low + Vector256.Create(SplitMix64.Step) + SplitMix64.MultiplyLower(low, SplitMix64.Step), _high + Vector256.Create(SplitMix64.Step) + SplitMix64.MultiplyLower(high, SplitMix64.Step));
    }

    /// <summary>What <see cref="SplitMix64.NextIndex"/> makes of drawn numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Scaled(Vector256<uint> draws, Vector256<int> bounds) => SplitMix64.Scaled(draws, bounds.AsUInt32()).AsInt32();
}
