using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NatsBench.Fast.Model;

/// <summary>Eight numbers at a time, for loops that do something else as well.</summary>
public partial struct SplitMix64
{
    /// <summary>How many these are.</summary>
    internal const int Eight = 8;

    /// <summary>The next eight numbers of <see cref="NextIndex"/>.</summary>
    /// <param name="bound">1 or more.</param>
    /// <param name="destination">Receives them, at a multiple of 64 bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void NextEight(uint bound, ulong* destination)
    {
        if (Avx512DQ.IsSupported)
        {
            Vector512<ulong> states = Vector512.Create(_state) + Vector512.Create(Step) * (Vector512<ulong>.Indices + Vector512<ulong>.One);
            ScaledInPlace(Mix(states) >>> HalfBits, bound).StoreAligned(destination);
        }
        else if (Avx2.IsSupported)
        {
            (Vector256<ulong> low, Vector256<ulong> high) = Next();
            Vector256<uint> numbers = ScaledEqually(UpperHalves(low, high), Vector256.Create(bound));
            Avx2.ConvertToVector256Int64(numbers.GetLower()).AsUInt64().StoreAligned(destination);
            Avx2.ConvertToVector256Int64(numbers.GetUpper()).AsUInt64().StoreAligned(destination + Vector256<ulong>.Count);
        }
        else if (Sse41.IsSupported)
        {
            Vector128<ulong> low = Vector128.Create(_state) + Vector128.Create(Step, unchecked(2 * Step));
            NextFour(low, bound, destination);
            NextFour(low + Vector128.Create(unchecked(4 * Step)), bound, destination + Vector128<uint>.Count);
        }
        else
        {
            SplitMix64 own = this;
            for (int i = 0; i < Eight; i++)
                destination[i] = (uint)own.NextIndex((int)bound);
        }
        _state += unchecked(Eight * Step);
    }

    /// <summary>
    /// Chooses for eight numbers: of as many choices each, one after the other in a row, the one that the upper 32 bits of <see cref="At"/> point at.
    /// </summary>
    /// <param name="seed">The sequence's seed.</param>
    /// <param name="choices">How many each has; below 2^31 in all.</param>
    /// <param name="numbers">The numbers, which are the places in the sequence as well, at a multiple of 64 bytes; receives above each twice the choice.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void ChooseEight(ulong seed, uint choices, ulong* numbers)
    {
        if (Avx512DQ.IsSupported)
        {
            Vector512<ulong> places = Vector512.LoadAligned(numbers);
            Vector512<ulong> draws = Mix(Vector512.Create(seed + Step) + (Vector512.Create(Step) * places)) >>> HalfBits;
            Vector512<ulong> chosen = ScaledInPlace(draws, choices) + Avx512F.Multiply(places.AsUInt32(), Vector512.Create((ulong)choices).AsUInt32());
            (places | (chosen << (HalfBits + 1))).StoreAligned(numbers);
        }
        else if (Avx2.IsSupported)
        {
            ChooseFour(seed, choices, numbers);
            ChooseFour(seed, choices, numbers + 4);
        }
        else if (Sse41.IsSupported)
        {
            ChooseTwo(seed, choices, numbers);
            ChooseTwo(seed, choices, numbers + 2);
            // Half of them go one after the other, beside those in vectors: they are multiplied elsewhere in the processor.
            ChooseOne(seed, choices, numbers + 4);
            ChooseOne(seed, choices, numbers + 5);
            ChooseOne(seed, choices, numbers + 6);
            ChooseOne(seed, choices, numbers + 7);
        }
        else
        {
            for (int i = 0; i < Eight; i++)
                ChooseOne(seed, choices, numbers + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void ChooseFour(ulong seed, uint choices, ulong* numbers)
    {
        Vector256<ulong> places = Vector256.LoadAligned(numbers), factor = Vector256.Create((ulong)choices);
        Vector256<ulong> draws = UpperHalvesInPlace(Vector256.Create(seed + Step) + Straight(places, Step) + (Crosswise(places, Step).AsUInt64() << HalfBits));
        Vector256<ulong> chosen = (Avx2.Multiply(draws.AsUInt32(), factor.AsUInt32()) >>> HalfBits) + Avx2.Multiply(places.AsUInt32(), factor.AsUInt32());
        (places | (chosen << (HalfBits + 1))).StoreAligned(numbers);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void ChooseTwo(ulong seed, uint choices, ulong* numbers)
    {
        Vector128<ulong> places = Vector128.LoadAligned(numbers), factor = Vector128.Create((ulong)choices);
        Vector128<ulong> draws = UpperHalvesInPlace(Vector128.Create(seed + Step) + Straight(places, Step) + (Crosswise(places, Step).AsUInt64() << HalfBits));
        Vector128<ulong> chosen = (Sse2.Multiply(draws.AsUInt32(), factor.AsUInt32()) >>> HalfBits) + Sse2.Multiply(places.AsUInt32(), factor.AsUInt32());
        (places | (chosen << (HalfBits + 1))).StoreAligned(numbers);
    }

    // The definition.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void ChooseOne(ulong seed, uint choices, ulong* number)
    {
        ulong place = *number;
        *number = place | (((((At(seed, place) >> HalfBits) * choices) >> HalfBits) + (place * choices)) << (HalfBits + 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void NextFour(Vector128<ulong> low, uint bound, ulong* destination)
    {
        Vector128<uint> numbers = Scaled(UpperHalves(low, low + Vector128.Create(unchecked(2 * Step))), Vector128.Create(bound));
        Sse2.UnpackLow(numbers, Vector128<uint>.Zero).AsUInt64().StoreAligned(destination);
        Sse2.UnpackHigh(numbers, Vector128<uint>.Zero).AsUInt64().StoreAligned(destination + Vector128<ulong>.Count);
    }

    // Of numbers below 2^32.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> ScaledInPlace(Vector512<ulong> draws, uint bound) =>
        Avx512F.Multiply(draws.AsUInt32(), Vector512.Create((ulong)bound).AsUInt32()) >>> HalfBits;

    // The upper halves of the mix in the place of the lower ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> UpperHalvesInPlace(Vector256<ulong> z)
    {
        z = Multiply(Begun(z), Mixer2);
        return (z >>> HalfBits) ^ (z >>> (HalfBits + 31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> UpperHalvesInPlace(Vector128<ulong> z)
    {
        z = Multiply(Begun(z), Mixer2);
        return (z >>> HalfBits) ^ (z >>> (HalfBits + 31));
    }
}
