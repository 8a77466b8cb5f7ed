using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Model;

/// <summary>
/// A generator for simulated searches: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Its state is a counter, so neighbouring
/// numbers depend on no previous one and the processor computes several at a time. A value type: copy it and both copies go on
/// from the same place; pass it by reference. Not thread-safe, and not for secrets.
/// </summary>
/// <param name="seed">Any number; equal seeds give equal sequences.</param>
public struct SplitMix64(ulong seed)
{
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private const ulong Mixer1 = 0xBF58_476D_1CE4_E5B9;
    private const ulong Mixer2 = 0x94D0_49BB_1331_11EB;

    private ulong _state = seed;

    /// <summary>The number at a place of a sequence: what the generator of that seed gives after <paramref name="position"/> others.</summary>
    /// <param name="seed">The sequence's seed.</param>
    /// <param name="position">How many numbers come before it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong At(ulong seed, ulong position) => Mix(seed + Step * (position + 1));

    /// <summary>The next 64 uniform bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64() => Mix(_state += Step);

    /// <summary>The next 32 uniform bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NextUInt32() => (uint)(NextUInt64() >> 32);

    /// <summary>The next numbers of <see cref="NextUInt32"/>, as many as the destination holds, several at a time.</summary>
    public void Fill(Span<uint> destination)
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<ulong> states = Vector512.Create(_state) + Vector512.Create(Step) * (Vector512<ulong>.Indices + Vector512<ulong>.One);
            for (; i <= destination.Length - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
            {
                Vector512<ulong> z = states;
                z = (z ^ (z >>> 30)) * Vector512.Create(Mixer1);
                z = (z ^ (z >>> 27)) * Vector512.Create(Mixer2);
                z = (z ^ (z >>> 31)) >>> 32;
                Vector512.Narrow(z, z).GetLower().CopyTo(destination[i..]);
                states += Vector512.Create(unchecked(Step * (ulong)Vector512<ulong>.Count));
            }
            _state += Step * (ulong)i;
        }
        for (; i < destination.Length; i++)
            destination[i] = NextUInt32();
    }

    /// <summary>The upper 32 bits of <see cref="At"/> for many places, several at a time.</summary>
    /// <param name="seed">The sequence's seed.</param>
    /// <param name="positions">How many numbers come before each.</param>
    /// <param name="destination">Receives them; at least as long.</param>
    internal static void Fill(ulong seed, ReadOnlySpan<ulong> positions, Span<uint> destination)
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
            for (; i <= positions.Length - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
            {
                Vector512<ulong> z = Vector512.Create(seed) + Vector512.Create(Step) * (Vector512.Create(positions[i..]) + Vector512<ulong>.One);
                z = (z ^ (z >>> 30)) * Vector512.Create(Mixer1);
                z = (z ^ (z >>> 27)) * Vector512.Create(Mixer2);
                z = (z ^ (z >>> 31)) >>> 32;
                Vector512.Narrow(z, z).GetLower().CopyTo(destination[i..]);
            }
        else if (Vector256.IsHardwareAccelerated)
            for (; i <= positions.Length - Vector256<ulong>.Count; i += Vector256<ulong>.Count)
            {
                Vector256<ulong> z = Vector256.Create(seed) + Vector256.Create(Step) * (Vector256.Create(positions[i..]) + Vector256<ulong>.One);
                z = (z ^ (z >>> 30)) * Vector256.Create(Mixer1);
                z = (z ^ (z >>> 27)) * Vector256.Create(Mixer2);
                z = (z ^ (z >>> 31)) >>> 32;
                Vector256.Narrow(z, z).GetLower().CopyTo(destination[i..]);
            }
        for (; i < positions.Length; i++)
            destination[i] = (uint)(At(seed, positions[i]) >> 32);
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1, each as likely as any other to within <paramref name="bound"/> in 2^32.</summary>
    /// <param name="bound">1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextIndex(int bound) => (int)(((ulong)NextUInt32() * (uint)bound) >> 32);

    /// <summary>True with a probability, to within 2^-32.</summary>
    /// <param name="probability">0 to 1.</param>
    public bool NextBoolean(double probability) => NextUInt32() < probability * (1L << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * Mixer1;
        z = (z ^ (z >> 27)) * Mixer2;
        return z ^ (z >> 31);
    }
}
