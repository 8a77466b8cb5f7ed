using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NatsBench.Fast.Columns;

/// <summary>
/// Regroups cells byte by byte: all first bytes, then all second bytes, … Neighbouring curve values share sign and
/// exponent, so LZ4 finds runs where it would find none in whole doubles. <see cref="Scalar"/> is the definition of decoding.
/// </summary>
internal static class ByteShuffle
{
    public static void Encode(ReadOnlySpan<byte> cells, int width, Span<byte> target)
    {
        int count = cells.Length / width, whole = 0;
        if (width == sizeof(ulong) && Vector.IsHardwareAccelerated)
        {
            whole = count - count % Vector<byte>.Count;
            Encode(MemoryMarshal.Cast<byte, ulong>(cells)[..whole], ref MemoryMarshal.GetReference(target[..cells.Length]), (nuint)count);
        }
        for (int plane = 0; plane < width; plane++)
        {
            Span<byte> bytes = target.Slice(plane * count, count);
            for (int i = whole, source = plane + whole * width; i < bytes.Length; i++, source += width)
                bytes[i] = cells[source];
        }
    }

    public static void Decode(ReadOnlySpan<byte> shuffled, int width, Span<byte> cells)
    {
        int count = shuffled.Length / width;
        int whole = Vector.IsHardwareAccelerated ? count - count % Vector<byte>.Count : 0;
        ref byte first = ref MemoryMarshal.GetReference(shuffled);
        if (width == sizeof(int))
            Decode(ref first, (nuint)count, MemoryMarshal.Cast<byte, uint>(cells)[..whole]);
        else if (width == sizeof(ulong))
            Decode(ref first, (nuint)count, MemoryMarshal.Cast<byte, ulong>(cells)[..whole]);
        else
            whole = 0;
        Scalar(shuffled, width, cells, whole);
    }

    /// <summary>Puts together the cells from one on.</summary>
    public static void Scalar(ReadOnlySpan<byte> shuffled, int width, Span<byte> cells, int from)
    {
        int count = shuffled.Length / width;
        for (int plane = 0; plane < width; plane++)
        {
            ReadOnlySpan<byte> bytes = shuffled.Slice(plane * count, count);
            for (int i = from, target = plane + from * width; i < bytes.Length; i++, target += width)
                cells[target] = bytes[i];
        }
    }

    private static void Encode(ReadOnlySpan<ulong> cells, ref byte planes, nuint count)
    {
        ref ulong cell = ref MemoryMarshal.GetReference(cells);
        for (nuint i = 0; i < (nuint)cells.Length; i += (nuint)Vector<byte>.Count)
        {
            Halve(ref cell, i, out Vector<uint> a, out Vector<uint> e);
            Halve(ref cell, i + 2 * (nuint)Vector<ulong>.Count, out Vector<uint> b, out Vector<uint> f);
            Halve(ref cell, i + 4 * (nuint)Vector<ulong>.Count, out Vector<uint> c, out Vector<uint> g);
            Halve(ref cell, i + 6 * (nuint)Vector<ulong>.Count, out Vector<uint> d, out Vector<uint> h);
            Separate(a, b, c, d, ref planes, i, count);
            Separate(e, f, g, h, ref planes, i + 4 * count, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halve(ref ulong cells, nuint at, out Vector<uint> lower, out Vector<uint> upper)
    {
        Vector<ulong> one = Vector.LoadUnsafe(ref cells, at), other = Vector.LoadUnsafe(ref cells, at + (nuint)Vector<ulong>.Count);
        lower = Vector.Narrow(one, other);
        upper = Vector.Narrow(one >>> 32, other >>> 32);
    }

    // Words of 32 bits, in the order of the cells, become four planes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Separate(Vector<uint> a, Vector<uint> b, Vector<uint> c, Vector<uint> d, ref byte planes, nuint at, nuint count)
    {
        Vector<ushort> low = Vector.Narrow(a, b), high = Vector.Narrow(c, d);
        Vector.Narrow(low, high).StoreUnsafe(ref planes, at);
        Vector.Narrow(low >>> 8, high >>> 8).StoreUnsafe(ref planes, at + count);
        (low, high) = (Vector.Narrow(a >>> 16, b >>> 16), Vector.Narrow(c >>> 16, d >>> 16));
        Vector.Narrow(low, high).StoreUnsafe(ref planes, at + 2 * count);
        Vector.Narrow(low >>> 8, high >>> 8).StoreUnsafe(ref planes, at + 3 * count);
    }

    private static void Decode(ref byte planes, nuint count, Span<uint> cells)
    {
        ref uint cell = ref MemoryMarshal.GetReference(cells);
        for (nuint i = 0; i < (nuint)cells.Length; i += (nuint)Vector<byte>.Count)
        {
            Interleave(ref planes, i, count, out Vector<uint> a, out Vector<uint> b, out Vector<uint> c, out Vector<uint> d);
            a.StoreUnsafe(ref cell, i);
            b.StoreUnsafe(ref cell, i + (nuint)Vector<uint>.Count);
            c.StoreUnsafe(ref cell, i + 2 * (nuint)Vector<uint>.Count);
            d.StoreUnsafe(ref cell, i + 3 * (nuint)Vector<uint>.Count);
        }
    }

    private static void Decode(ref byte planes, nuint count, Span<ulong> cells)
    {
        ref ulong cell = ref MemoryMarshal.GetReference(cells);
        for (nuint i = 0; i < (nuint)cells.Length; i += (nuint)Vector<byte>.Count)
        {
            Interleave(ref planes, i, count, out Vector<uint> a, out Vector<uint> b, out Vector<uint> c, out Vector<uint> d);
            Interleave(ref planes, i + 4 * count, count, out Vector<uint> e, out Vector<uint> f, out Vector<uint> g, out Vector<uint> h);
            Store(a, e, ref cell, i);
            Store(b, f, ref cell, i + 2 * (nuint)Vector<ulong>.Count);
            Store(c, g, ref cell, i + 4 * (nuint)Vector<ulong>.Count);
            Store(d, h, ref cell, i + 6 * (nuint)Vector<ulong>.Count);
        }
    }

    // Four planes become words of 32 bits, in the order of the cells.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(
        ref byte planes, nuint at, nuint count, out Vector<uint> a, out Vector<uint> b, out Vector<uint> c, out Vector<uint> d)
    {
        Interleave(Vector.LoadUnsafe(ref planes, at), Vector.LoadUnsafe(ref planes, at + count), out Vector<ushort> low, out Vector<ushort> high);
        Interleave(
            Vector.LoadUnsafe(ref planes, at + 2 * count), Vector.LoadUnsafe(ref planes, at + 3 * count),
            out Vector<ushort> upperLow, out Vector<ushort> upperHigh);
        Interleave(low, upperLow, out a, out b);
        Interleave(high, upperHigh, out c, out d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector<byte> lower, Vector<byte> upper, out Vector<ushort> first, out Vector<ushort> second)
    {
        first = Vector.WidenLower(lower) | (Vector.WidenLower(upper) << 8);
        second = Vector.WidenUpper(lower) | (Vector.WidenUpper(upper) << 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector<ushort> lower, Vector<ushort> upper, out Vector<uint> first, out Vector<uint> second)
    {
        first = Vector.WidenLower(lower) | (Vector.WidenLower(upper) << 16);
        second = Vector.WidenUpper(lower) | (Vector.WidenUpper(upper) << 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector<uint> lower, Vector<uint> upper, ref ulong cells, nuint at)
    {
        (Vector.WidenLower(lower) | (Vector.WidenLower(upper) << 32)).StoreUnsafe(ref cells, at);
        (Vector.WidenUpper(lower) | (Vector.WidenUpper(upper) << 32)).StoreUnsafe(ref cells, at + (nuint)Vector<ulong>.Count);
    }
}
