using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NatsBench.Fast.Model;

/// <summary>Eight generators abreast, where there is AVX2: each gives the numbers that it would give by itself.</summary>
internal unsafe struct SplitMix64Abreast
{
    // One vector, or two where that is what there is: of lanes 0 1 4 5 and 2 3 6 7.
    private Vector512<ulong> _all;
    private Vector256<ulong> _low;
    private Vector256<ulong> _high;

    /// <summary>Goes on from eight states, or begins with eight seeds.</summary>
    /// <param name="states">Where they lie, that of lane i at <see cref="Slot"/> of i; at a multiple of 64 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SplitMix64Abreast(ulong* states)
    {
        if (Avx512DQ.IsSupported)
            _all = Vector512.LoadAligned(states);
        else
            (_low, _high) = (Vector256.LoadAligned(states), Vector256.LoadAligned(states + Vector256<ulong>.Count));
    }

    /// <summary>Where the state of a lane lies: halves of two vectors come together in another order than the vectors lie.</summary>
    /// <param name="lane">0 or more; eight go together.</param>
    public static int Slot(int lane) => Avx512DQ.IsSupported ? lane : (lane & ~6) | (lane & 2) << 1 | (lane & 4) >> 1;

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

    /// <summary>Leaves some numbers of each out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int count)
    {
        ulong steps = SplitMix64.Step * (ulong)count;
        if (Avx512DQ.IsSupported)
        {
            _all += Vector512.Create(steps);
            return;
        }
        _low += Vector256.Create(steps);
        _high += Vector256.Create(steps);
    }

    /// <summary>The next <see cref="SplitMix64.NextIndex"/> of each.</summary>
    /// <param name="bounds">1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Next(Vector256<int> bounds)
    {
        if (Avx512DQ.IsSupported)
            return SplitMix64.Scaled(_all += Vector512.Create(SplitMix64.Step), Avx512F.ConvertToVector512UInt64(bounds.AsUInt32())).AsInt32();
        return SplitMix64.Scaled(NextUInt32(), bounds.AsUInt32()).AsInt32();
    }

    /// <summary>The same with one bound.</summary>
    /// <param name="bound">1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<int> Next(int bound)
    {
        if (Avx512DQ.IsSupported)
            return SplitMix64.Scaled(_all += Vector512.Create(SplitMix64.Step), Vector512.Create((ulong)bound)).AsInt32();
        return SplitMix64.ScaledEqually(NextUInt32(), Vector256.Create((uint)bound)).AsInt32();
    }

    /// <summary>The upper 32 bits of what each gives after leaving some numbers out; goes on from where it was.</summary>
    /// <param name="positions">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector256<uint> After(Vector256<uint> positions)
    {
        if (Avx512DQ.IsSupported)
            return SplitMix64.UpperHalves(_all + Vector512.Create(SplitMix64.Step) * Avx512F.ConvertToVector512UInt64(positions));
        return SplitMix64.UpperHalvesAt(_low, _high, positions);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<uint> NextUInt32()
    {
        _low += Vector256.Create(SplitMix64.Step);
        _high += Vector256.Create(SplitMix64.Step);
        return SplitMix64.UpperHalves(_low, _high);
    }
}
