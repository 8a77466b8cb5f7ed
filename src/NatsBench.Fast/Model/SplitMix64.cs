using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Model;

/// <summary>
/// A generator for simulated searches: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Its state is a counter, so neighbouring
/// numbers depend on no previous one and the processor computes several at a time. A value type: copy it and both copies go on
/// from the same place; pass it by reference. Not thread-safe, and not for secrets.
/// </summary>
/// <param name="seed">Any number; equal seeds give equal sequences.</param>
public partial struct SplitMix64(ulong seed)
{
    internal const ulong Step = 0x9E37_79B9_7F4A_7C15;

    private const ulong Mixer1 = 0xBF58_476D_1CE4_E5B9;
    private const ulong Mixer2 = 0x94D0_49BB_1331_11EB;

    private ulong _state = seed;

    /// <summary>The seed of a generator that goes on as this one.</summary>
    internal readonly ulong State => _state;

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

    /// <summary>Leaves some numbers out.</summary>
    internal void Skip(int count) => _state += Step * (ulong)count;

    /// <summary>A number from 0 to <paramref name="bound"/> - 1, each as likely as any other to within <paramref name="bound"/> in 2^32.</summary>
    /// <param name="bound">1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextIndex(int bound) => Scaled(NextUInt32(), bound);

    /// <summary>What <see cref="NextIndex"/> makes of a drawn number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Scaled(uint draw, int bound) => (int)(((ulong)draw * (uint)bound) >> 32);

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
