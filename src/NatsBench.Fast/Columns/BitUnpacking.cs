using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NatsBench.Fast.Columns;

/// <summary>
/// Takes the values of a group of <see cref="BitPacking"/> apart. Eight values of b bits fill b bytes, so every eight begin
/// on a byte and lie alike: one set of byte positions and shifts serves the whole group. <see cref="Scalar"/> is the definition.
/// </summary>
internal static class BitUnpacking
{
    // A window of 64 bits that begins on a byte holds a value and the up to 7 bits before it.
    private const int MaxWindowWidth = 57;

    private const ulong Bytes01 = 0x0101_0101_0101_0101, Bytes0To7 = 0x0706_0504_0302_0100;

    /// <summary>Reads a group.</summary>
    /// <param name="source">Begins with the group, which lies in it as a whole; what follows may be loaded, but never counts.</param>
    /// <param name="width">Bits a value, 0 to 64.</param>
    /// <param name="group">Receives the values.</param>
    public static void Read(ReadOnlySpan<byte> source, int width, Span<ulong> group)
    {
        if (width == 0)
            group.Clear();
        else if (CanVector512(source.Length, width, group.Length))
            ReadVector512(source, width, group);
        else if (CanVector256(source.Length, width, group.Length))
            ReadVector256(source, width, group);
        else
            Scalar(source, width, group);
    }

    public static bool CanVector512(int sourceLength, int width, int count) =>
        Avx512Vbmi.IsSupported && IsWholeGroup(width, count) && sourceLength >= 7 * width + Vector512<byte>.Count;

    public static bool CanVector256(int sourceLength, int width, int count) =>
        Avx2.IsSupported && IsWholeGroup(width, count) && sourceLength >= 8 * width + Vector128<byte>.Count;

    private static bool IsWholeGroup(int width, int count) => count == BitPacking.GroupSize && width is > 0 and <= MaxWindowWidth;

    public static void Scalar(ReadOnlySpan<byte> source, int width, Span<ulong> group)
    {
        ulong mask = width == 64 ? ulong.MaxValue : (1UL << width) - 1;
        int bit = 0;
        for (int i = 0; i < group.Length; i++, bit += width)
        {
            int at = bit >> 3, shift = bit & 7;
            ReadOnlySpan<byte> rest = source[int.Min(at, source.Length)..];
            ulong low = rest.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(rest) : Tail(rest);
            ulong value = low >> shift;
            if (shift + width > 64)
                value |= (ulong)rest[sizeof(ulong)] << (64 - shift);
            group[i] = value & mask;
        }
    }

    /// <summary>Eight values at a time: one load, one permutation that gives each lane its window, one shift.</summary>
    public static void ReadVector512(ReadOnlySpan<byte> source, int width, Span<ulong> group)
    {
        Vector512<ulong> bits = Vector512<ulong>.Indices * (ulong)width;
        Vector512<byte> windows = ((bits >>> 3) * Bytes01 + Vector512.Create(Bytes0To7)).AsByte();
        Vector512<ulong> shifts = bits & Vector512.Create(7UL), mask = Vector512.Create(ulong.MaxValue >> (64 - width));
        ref byte at = ref MemoryMarshal.GetReference(source);
        ref ulong values = ref MemoryMarshal.GetReference(group);
        for (nuint i = 0; i < BitPacking.GroupSize; i += 8, at = ref Unsafe.Add(ref at, width))
        {
            Vector512<ulong> window = Avx512Vbmi.PermuteVar64x8(Vector512.LoadUnsafe(ref at), windows).AsUInt64();
            (Avx512F.ShiftRightLogicalVariable(window, shifts) & mask).StoreUnsafe(ref values, i);
        }
    }

    /// <summary>Four values at a time: each half of a register loads the 16 bytes in which two values lie.</summary>
    public static void ReadVector256(ReadOnlySpan<byte> source, int width, Span<ulong> group)
    {
        Quad low = new(width, 0), high = new(width, 4);
        Vector256<ulong> mask = Vector256.Create(ulong.MaxValue >> (64 - width));
        ref byte at = ref MemoryMarshal.GetReference(source);
        ref ulong values = ref MemoryMarshal.GetReference(group);
        for (nuint i = 0; i < BitPacking.GroupSize; i += 8, at = ref Unsafe.Add(ref at, width))
        {
            (low.Read(ref at) & mask).StoreUnsafe(ref values, i);
            (high.Read(ref at) & mask).StoreUnsafe(ref values, i + 4);
        }
    }

    // Where four of eight values lie: two bytes to load from, and the windows and shifts behind them.
    private readonly struct Quad
    {
        private readonly nuint _first, _second;
        private readonly Vector256<byte> _windows;
        private readonly Vector256<ulong> _shifts;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Quad(int width, int value)
        {
            int bit = value * width;
            _first = (nuint)(bit >> 3);
            _second = (nuint)((bit + 2 * width) >> 3);
            int a = bit & 7, b = a + width, c = (bit + 2 * width) & 7, d = c + width;
            Vector256<ulong> bits = Vector256.Create((ulong)a, (ulong)b, (ulong)c, (ulong)d);
            _windows = ((bits >>> 3) * Bytes01 + Vector256.Create(Bytes0To7)).AsByte();
            _shifts = bits & Vector256.Create(7UL);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<ulong> Read(ref byte at)
        {
            Vector256<byte> bytes = Vector256.Create(Vector128.LoadUnsafe(ref at, _first), Vector128.LoadUnsafe(ref at, _second));
            return Avx2.ShiftRightLogicalVariable(Avx2.Shuffle(bytes, _windows).AsUInt64(), _shifts);
        }
    }

    private static ulong Tail(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int i = 0; i < bytes.Length; i++)
            value |= (ulong)bytes[i] << (8 * i);
        return value;
    }
}
