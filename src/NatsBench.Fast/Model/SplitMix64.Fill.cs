using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NatsBench.Fast.Model;

public partial struct SplitMix64
{
    private const int HalfBits = 32;
    private const ulong UpperHalf = (ulong)uint.MaxValue << HalfBits;

    // Of shuffling 32-bit lanes.
    private const byte Even = 0b10_00_10_00, Odd = 0b11_01_11_01;

    /// <summary>
    /// True where vectors fill faster than one number after the other: where an instruction multiplies 64-bit lanes, or they are multiplied by
    /// halves, four or two at a time. Arm goes one after the other.
    /// </summary>
    internal static bool FillsByVectors => Sse41.IsSupported;

    /// <summary>The next numbers of <see cref="NextUInt32"/>, as many as the destination holds, several at a time where that is faster.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(Span<uint> destination)
    {
        if (Avx512DQ.IsSupported)
            destination = FillVector512(destination);
        else if (Avx2.IsSupported)
            destination = FillVector256(destination);
        else if (Sse41.IsSupported)
            destination = FillVector128(destination);
        FillScalar(destination);
    }

    /// <summary>The next numbers of <see cref="NextUInt64"/>, as many as the destination holds, several at a time where an instruction multiplies them.</summary>
    internal void Fill(Span<ulong> destination)
    {
        if (Avx512DQ.IsSupported)
        {
            ref ulong first = ref MemoryMarshal.GetReference(destination);
            int i = 0;
            for (; i <= destination.Length - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
            {
                Mix(Vector512.Create(_state) + Vector512.Create(Step) * (Vector512<ulong>.Indices + Vector512<ulong>.One)).StoreUnsafe(ref first, (nuint)i);
                Skip(Vector512<ulong>.Count);
            }
            destination = destination[i..];
        }
        SplitMix64 own = this;
        foreach (ref ulong number in destination)
            number = own.NextUInt64();
        this = own;
    }

    /// <summary>The definition.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal void FillScalar(Span<uint> destination)
    {
        // Of its own, so that the state stays in a register.
        SplitMix64 own = this;
        foreach (ref uint number in destination)
            number = own.NextUInt32();
        this = own;
    }

    /// <summary>Eight at a time; what is left of the destination.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal Span<uint> FillVector512(Span<uint> destination)
    {
        ref uint first = ref MemoryMarshal.GetReference(destination);
        Vector512<ulong> states = Vector512.Create(_state) + Vector512.Create(Step) * (Vector512<ulong>.Indices + Vector512<ulong>.One);
        int i = 0;
        for (; i <= destination.Length - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
        {
            UpperHalves(states).StoreUnsafe(ref first, (nuint)i);
            states += Vector512.Create(unchecked(Step * (ulong)Vector512<ulong>.Count));
        }
        int again = i - destination.Length + Vector512<ulong>.Count;
        if (again < Vector512<ulong>.Count && i > 0)
        {
            // The last ones, and some before them once more.
            i = destination.Length;
            UpperHalves(states - Vector512.Create(Step * (ulong)again)).StoreUnsafe(ref first, (nuint)(i - Vector512<ulong>.Count));
        }
        _state += Step * (ulong)i;
        return destination[i..];
    }

    /// <summary>Eight at a time by two vectors; what is left of the destination.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal Span<uint> FillVector256(Span<uint> destination)
    {
        ref uint first = ref MemoryMarshal.GetReference(destination);
        (Vector256<ulong> low, Vector256<ulong> high) = Next();
        int i = 0;
        for (; i <= destination.Length - Vector256<uint>.Count; i += Vector256<uint>.Count)
        {
            UpperHalves(low, high).StoreUnsafe(ref first, (nuint)i);
            low += Vector256.Create(unchecked(8 * Step));
            high += Vector256.Create(unchecked(8 * Step));
        }
        int again = i - destination.Length + Vector256<uint>.Count;
        if (again < Vector256<uint>.Count && i > 0)
        {
            // The last ones, and some before them once more.
            i = destination.Length;
            Vector256<ulong> back = Vector256.Create(Step * (ulong)again);
            UpperHalves(low - back, high - back).StoreUnsafe(ref first, (nuint)(i - Vector256<uint>.Count));
        }
        _state += Step * (ulong)i;
        return destination[i..];
    }

    /// <summary>Four at a time by two vectors; what is left of the destination.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal Span<uint> FillVector128(Span<uint> destination)
    {
        ref uint first = ref MemoryMarshal.GetReference(destination);
        Vector128<ulong> low = Vector128.Create(_state) + Vector128.Create(Step, unchecked(2 * Step));
        Vector128<ulong> high = low + Vector128.Create(unchecked(2 * Step));
        int i = 0;
        for (; i <= destination.Length - Vector128<uint>.Count; i += Vector128<uint>.Count)
        {
            UpperHalves(low, high).StoreUnsafe(ref first, (nuint)i);
            low += Vector128.Create(unchecked(4 * Step));
            high += Vector128.Create(unchecked(4 * Step));
        }
        _state += Step * (ulong)i;
        return destination[i..];
    }

    /// <summary>The next numbers of <see cref="NextIndex"/>, as many as the destination holds, several at a time where that is faster.</summary>
    /// <param name="bound">1 or more.</param>
    /// <param name="destination">Receives them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void FillIndices(int bound, Span<int> destination)
    {
        Span<uint> draws = MemoryMarshal.Cast<int, uint>(destination);
        Fill(draws);
        ref uint first = ref MemoryMarshal.GetReference(draws);
        int i = 0;
        if (Avx2.IsSupported)
            for (; i <= draws.Length - Vector256<uint>.Count; i += Vector256<uint>.Count)
                ScaledEqually(Vector256.LoadUnsafe(ref first, (nuint)i), Vector256.Create((uint)bound)).StoreUnsafe(ref first, (nuint)i);
        else if (Sse41.IsSupported)
            for (; i <= draws.Length - Vector128<uint>.Count; i += Vector128<uint>.Count)
                Scaled(Vector128.LoadUnsafe(ref first, (nuint)i), Vector128.Create((uint)bound)).StoreUnsafe(ref first, (nuint)i);
        for (; i < draws.Length; i++)
            draws[i] = (uint)Scaled(draws[i], bound);
    }

    /// <summary>The same with bounds of their own.</summary>
    /// <param name="bounds">1 or more, of each number; at least as many.</param>
    /// <param name="destination">Receives them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void FillIndices(ReadOnlySpan<uint> bounds, Span<uint> destination)
    {
        Fill(destination);
        ref uint bound = ref MemoryMarshal.GetReference(bounds[..destination.Length]), first = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        if (Sse41.IsSupported)
            for (; i <= destination.Length - Vector128<uint>.Count; i += Vector128<uint>.Count)
                Scaled(Vector128.LoadUnsafe(ref first, (nuint)i), Vector128.LoadUnsafe(ref bound, (nuint)i)).StoreUnsafe(ref first, (nuint)i);
        for (; i < destination.Length; i++)
            destination[i] = (uint)Scaled(destination[i], (int)bounds[i]);
    }

    // The upper halves of the products: those of even lanes, and those of odd ones in their place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> Scaled(Vector256<uint> draws, Vector256<uint> bounds) => Scaled(draws, bounds, (bounds.AsUInt64() >>> HalfBits).AsUInt32());

    // All bounds are equal.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> ScaledEqually(Vector256<uint> draws, Vector256<uint> bounds) => Scaled(draws, bounds, bounds);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Scaled(Vector256<uint> draws, Vector256<uint> even, Vector256<uint> odd) => Avx2.Blend(
        (Avx2.Multiply(draws, even) >>> HalfBits).AsUInt32(), Avx2.Multiply((draws.AsUInt64() >>> HalfBits).AsUInt32(), odd).AsUInt32(), 0b1010_1010);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Scaled(Vector128<uint> draws, Vector128<uint> bounds) => Sse41.Blend(
        (Sse2.Multiply(draws, bounds) >>> HalfBits).AsUInt16(),
        Sse2.Multiply((draws.AsUInt64() >>> HalfBits).AsUInt32(), (bounds.AsUInt64() >>> HalfBits).AsUInt32()).AsUInt16(), 0b1100_1100).AsUInt32();

    /// <summary>The upper 32 bits of <see cref="At"/> for many places, several at a time where that is faster.</summary>
    /// <param name="seed">The sequence's seed.</param>
    /// <param name="positions">How many numbers come before each.</param>
    /// <param name="destination">Receives them; at least as long.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Fill(ulong seed, ReadOnlySpan<uint> positions, Span<uint> destination)
    {
        ref uint position = ref MemoryMarshal.GetReference(positions);
        ref uint first = ref MemoryMarshal.GetReference(destination[..positions.Length]);
        if (Avx2.IsSupported && positions.Length >= Vector256<uint>.Count)
        {
            // Of the last ones some may be made twice.
            int last = positions.Length - Vector256<uint>.Count;
            for (int i = 0; i < last; i += Vector256<uint>.Count)
                UpperHalvesAt(seed, Vector256.LoadUnsafe(ref position, (nuint)i)).StoreUnsafe(ref first, (nuint)i);
            UpperHalvesAt(seed, Vector256.LoadUnsafe(ref position, (nuint)last)).StoreUnsafe(ref first, (nuint)last);
            return;
        }
        int next = 0;
        Vector128<ulong> firsts = Vector128.Create(seed + Step);
        if (Sse41.IsSupported)
            for (; next <= positions.Length - Vector128<uint>.Count; next += Vector128<uint>.Count)
                UpperHalvesAt(firsts, firsts, Vector128.LoadUnsafe(ref position, (nuint)next)).StoreUnsafe(ref first, (nuint)next);
        for (; next < positions.Length; next++)
            destination[next] = (uint)(At(seed, positions[next]) >> 32);
    }

    /// <summary>The same of as many sequences.</summary>
    /// <param name="seeds">Of each its seed.</param>
    /// <param name="positions">How many numbers come before that of each; as many.</param>
    /// <param name="destination">Receives them; as long.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Fill(ReadOnlySpan<ulong> seeds, ReadOnlySpan<uint> positions, Span<uint> destination)
    {
        ref ulong seed = ref MemoryMarshal.GetReference(seeds);
        ref uint position = ref MemoryMarshal.GetReference(positions[..seeds.Length]);
        ref uint first = ref MemoryMarshal.GetReference(destination[..seeds.Length]);
        int i = 0;
        if (Sse41.IsSupported)
            for (; i <= seeds.Length - Vector128<uint>.Count; i += Vector128<uint>.Count)
                UpperHalvesAt(
                    Vector128.LoadUnsafe(ref seed, (nuint)i) + Vector128.Create(Step), Vector128.LoadUnsafe(ref seed, (nuint)(i + Vector128<ulong>.Count)) + Vector128.Create(Step),
                    Vector128.LoadUnsafe(ref position, (nuint)i)).StoreUnsafe(ref first, (nuint)i);
        for (; i < seeds.Length; i++)
            destination[i] = (uint)(At(seeds[i], positions[i]) >> 32);
    }

    /// <summary>The upper 32 bits of what each of many states gives, several at a time where that is faster.</summary>
    /// <param name="states">The states, at a multiple of 64 bytes.</param>
    /// <param name="destination">Receives the bits, at a multiple of 32 bytes.</param>
    /// <param name="count">How many are asked for; up to seven more are read and written.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void FillOf(ulong* states, uint* destination, int count)
    {
        if (Avx512DQ.IsSupported)
            for (int i = 0; i < count; i += Vector512<ulong>.Count)
                UpperHalves(Vector512.LoadAligned(states + i)).StoreAligned(destination + i);
        else if (Avx2.IsSupported)
            for (int i = 0; i < count; i += Vector256<uint>.Count)
                Avx2.Permute4x64(UpperHalves(Vector256.LoadAligned(states + i), Vector256.LoadAligned(states + i + Vector256<ulong>.Count)).AsUInt64(), 0b11_01_10_00)
                    .AsUInt32().StoreAligned(destination + i);
        else if (Sse41.IsSupported)
            for (int i = 0; i < count; i += Vector128<uint>.Count)
                UpperHalves(Vector128.LoadAligned(states + i), Vector128.LoadAligned(states + i + Vector128<ulong>.Count)).StoreAligned(destination + i);
        else
            for (int i = 0; i < count; i++)
                destination[i] = (uint)(Mix(states[i]) >> 32);
    }

    /// <summary>The next numbers of <see cref="NextIndex"/> below bounds that fall by one from each to the next, down to 1, several at a time where that is faster.</summary>
    /// <param name="bound">The first bound: as many are drawn.</param>
    /// <param name="offset">What is added to each.</param>
    /// <param name="destination">Receives them; up to seven more are written.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void FillFalling(uint bound, uint offset, uint* destination)
    {
        if (Avx512DQ.IsSupported)
        {
            Vector512<ulong> states = Vector512.Create(_state) + Vector512.Create(Step) * (Vector512<ulong>.Indices + Vector512<ulong>.One);
            Vector512<ulong> bounds = Vector512.Create((ulong)bound) - Vector512<ulong>.Indices;
            for (uint i = 0; i < bound; i += (uint)Vector512<ulong>.Count)
            {
                (Vector256.Create(offset) + Scaled(states, bounds)).Store(destination + i);
                states += Vector512.Create(unchecked(Step * (ulong)Vector512<ulong>.Count));
                bounds -= Vector512.Create((ulong)Vector512<ulong>.Count);
            }
        }
        else if (Avx2.IsSupported)
        {
            (Vector256<ulong> low, Vector256<ulong> high) = Next();
            Vector256<uint> bounds = Vector256.Create(bound) - Vector256<uint>.Indices;
            for (uint i = 0; i < bound; i += (uint)Vector256<uint>.Count)
            {
                (Vector256.Create(offset) + Scaled(UpperHalves(low, high), bounds)).Store(destination + i);
                low += Vector256.Create(unchecked(8 * Step));
                high += Vector256.Create(unchecked(8 * Step));
                bounds -= Vector256.Create((uint)Vector256<uint>.Count);
            }
        }
        else if (Sse41.IsSupported)
        {
            Vector128<ulong> low = Vector128.Create(_state) + Vector128.Create(Step, unchecked(2 * Step));
            Vector128<ulong> high = low + Vector128.Create(unchecked(2 * Step));
            Vector128<uint> bounds = Vector128.Create(bound) - Vector128<uint>.Indices;
            for (uint i = 0; i < bound; i += (uint)Vector128<uint>.Count)
            {
                (Vector128.Create(offset) + Scaled(UpperHalves(low, high), bounds)).Store(destination + i);
                low += Vector128.Create(unchecked(4 * Step));
                high += Vector128.Create(unchecked(4 * Step));
                bounds -= Vector128.Create((uint)Vector128<uint>.Count);
            }
        }
        else
        {
            ulong state = _state;
            for (uint i = 0; i < bound; i++)
                destination[i] = offset + (uint)Scaled((uint)(Mix(state += Step) >> 32), (int)(bound - i));
        }
        _state += Step * bound;
    }

    // The upper 32 bits of At for eight places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> UpperHalvesAt(ulong seed, Vector256<uint> positions)
    {
        if (Avx512DQ.IsSupported)
            return UpperHalves(Vector512.Create(seed + Step) + Vector512.Create(Step) * Avx512F.ConvertToVector512UInt64(positions));
        return UpperHalvesAt(Vector256.Create(seed + Step), Vector256.Create(seed + Step), positions);
    }

    // As UpperHalves takes them, which count from the number after their seeds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> UpperHalvesAt(Vector256<ulong> firstsLow, Vector256<ulong> firstsHigh, Vector256<uint> positions)
    {
        Vector256<uint> above = positions * Vector256.Create((uint)(Step >> HalfBits));
        return UpperHalves(
            firstsLow + Straight(Avx2.UnpackLow(positions, Vector256<uint>.Zero).AsUInt64(), Step) + Avx2.UnpackLow(Vector256<uint>.Zero, above).AsUInt64(),
            firstsHigh + Straight(Avx2.UnpackHigh(positions, Vector256<uint>.Zero).AsUInt64(), Step) + Avx2.UnpackHigh(Vector256<uint>.Zero, above).AsUInt64());
    }

    // The same of four, which count from the number after their seeds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> UpperHalvesAt(Vector128<ulong> firstsLow, Vector128<ulong> firstsHigh, Vector128<uint> positions)
    {
        (Vector128<ulong> low, Vector128<ulong> high) = Vector128.Widen(positions);
        Vector128<uint> above = positions * Vector128.Create((uint)(Step >> HalfBits));
        return UpperHalves(
            firstsLow + Straight(low, Step) + Sse2.UnpackLow(Vector128<uint>.Zero, above).AsUInt64(),
            firstsHigh + Straight(high, Step) + Sse2.UnpackHigh(Vector128<uint>.Zero, above).AsUInt64());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> UpperHalves(Vector512<ulong> states) => LastOfMix(Avx512F.ConvertToVector256UInt32(Multiplied(states) >>> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Mix(Vector512<ulong> z)
    {
        z = Multiplied(z);
        return z ^ (z >>> 31);
    }

    /// <summary>What <see cref="NextIndex"/> gives of each state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> Scaled(Vector512<ulong> states, Vector512<ulong> bounds) =>
        Avx512F.ConvertToVector256UInt32(Avx512F.Multiply((Mix(states) >>> 32).AsUInt32(), bounds.AsUInt32()) >>> 32);

    // The mix but for its last step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Multiplied(Vector512<ulong> z)
    {
        z = (z ^ (z >>> 30)) * Vector512.Create(Mixer1);
        return (z ^ (z >>> 27)) * Vector512.Create(Mixer2);
    }

    // That step for upper halves: no bit of the lower ones reaches them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> LastOfMix(Vector256<uint> halves) => halves ^ (halves >>> 31);

    // The next states, as UpperHalves takes them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly (Vector256<ulong> Low, Vector256<ulong> High) Next()
    {
        Vector256<ulong> low = Vector256.Create(_state) + Vector256.Create(Step, unchecked(2 * Step), unchecked(5 * Step), unchecked(6 * Step));
        return (low, low + Vector256.Create(unchecked(2 * Step)));
    }

    // Of lanes 0 1 4 5 and 2 3 6 7, for so shuffling puts them in order. Of the last product nothing but the upper half is made.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> UpperHalves(Vector256<ulong> low, Vector256<ulong> high)
    {
        (low, high) = (Begun(low), Begun(high));
        Vector256<uint> crosswiseLow = Crosswise(low, Mixer2), crosswiseHigh = Crosswise(high, Mixer2);
        Vector256<float> sumLow = (Straight(low, Mixer2).AsUInt32() + crosswiseLow).AsSingle(), sumHigh = (Straight(high, Mixer2).AsUInt32() + crosswiseHigh).AsSingle();
        return LastOfMix(Avx.Shuffle(sumLow, sumHigh, Odd).AsUInt32() + Avx.Shuffle(crosswiseLow.AsSingle(), crosswiseHigh.AsSingle(), Even).AsUInt32());
    }

    // The mix but for its second product and what follows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Begun(Vector256<ulong> z)
    {
        z = Multiply(z ^ (z >>> 30), Mixer1);
        return z ^ (z >>> 27);
    }

    // Modulo 2^64 by products of halves: lower by lower, and above it the sum of those crosswise; that of the upper ones is beyond.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> lanes, ulong factor)
    {
        Vector256<ulong> crosswise = Crosswise(lanes, factor).AsUInt64();
        return Straight(lanes, factor) + (crosswise << HalfBits) + (crosswise & Vector256.Create(UpperHalf));
    }

    // Lower half by lower half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Straight(Vector256<ulong> lanes, ulong factor) => Avx2.Multiply(lanes.AsUInt32(), Vector256.Create(factor).AsUInt32());

    // Lower half by the factor's upper one, and upper by lower, each modulo 2^32.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Crosswise(Vector256<ulong> lanes, ulong factor) => lanes.AsUInt32() * Vector256.Create(BitOperations.RotateLeft(factor, HalfBits)).AsUInt32();

    // The same, two lanes at a time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> UpperHalves(Vector128<ulong> low, Vector128<ulong> high)
    {
        (low, high) = (Begun(low), Begun(high));
        Vector128<uint> crosswiseLow = Crosswise(low, Mixer2), crosswiseHigh = Crosswise(high, Mixer2);
        Vector128<float> sumLow = (Straight(low, Mixer2).AsUInt32() + crosswiseLow).AsSingle(), sumHigh = (Straight(high, Mixer2).AsUInt32() + crosswiseHigh).AsSingle();
        Vector128<uint> halves = Sse.Shuffle(sumLow, sumHigh, Odd).AsUInt32() + Sse.Shuffle(crosswiseLow.AsSingle(), crosswiseHigh.AsSingle(), Even).AsUInt32();
        return halves ^ (halves >>> 31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Begun(Vector128<ulong> z)
    {
        z = Multiply(z ^ (z >>> 30), Mixer1);
        return z ^ (z >>> 27);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Multiply(Vector128<ulong> lanes, ulong factor)
    {
        Vector128<ulong> crosswise = Crosswise(lanes, factor).AsUInt64();
        return Straight(lanes, factor) + (crosswise << HalfBits) + (crosswise & Vector128.Create(UpperHalf));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Straight(Vector128<ulong> lanes, ulong factor) => Sse2.Multiply(lanes.AsUInt32(), Vector128.Create(factor).AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Crosswise(Vector128<ulong> lanes, ulong factor) => lanes.AsUInt32() * Vector128.Create(BitOperations.RotateLeft(factor, HalfBits)).AsUInt32();
}
