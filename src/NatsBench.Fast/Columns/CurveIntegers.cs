using System.Buffers;
using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Columns;

/// <summary>
/// The integers behind a block of curves: first those of each item's first cell, then, for all other cells, the difference
/// to the cell before it, zigzag (0, -1, 1, -2, … as 0, 1, 2, 3, …); both bit-packed.
/// </summary>
internal static class CurveIntegers
{
    public static void Encode(ReadOnlySpan<long> cells, int stride, IBufferWriter<byte> target)
    {
        int items = cells.Length / stride;
        using SpanOwner<ulong> owner = SpanOwner<ulong>.Allocate(cells.Length);
        Span<ulong> firsts = owner.Span[..items], others = owner.Span[items..];
        for (int item = 0, other = 0; item < items; item++)
        {
            ReadOnlySpan<long> own = cells.Slice(item * stride, stride);
            firsts[item] = ZigZag(own[0]);
            for (int i = 1; i < own.Length; i++)
                others[other++] = ZigZag(unchecked(own[i] - own[i - 1]));
        }
        BitPacking.Encode(firsts, target);
        BitPacking.Encode(others, target);
    }

    public static bool TryDecode(ref ReadOnlySpan<byte> source, int stride, Span<long> cells)
    {
        int items = cells.Length / stride;
        ulong[] firsts = new ulong[items], others = new ulong[cells.Length - items];
        if (!BitPacking.TryDecode(ref source, firsts) || !BitPacking.TryDecode(ref source, others))
            return false;
        for (int item = 0, other = 0; item < items; item++)
        {
            Span<long> own = cells.Slice(item * stride, stride);
            long cell = own[0] = UnZigZag(firsts[item]);
            for (int i = 1; i < own.Length; i++)
                own[i] = cell = unchecked(cell + UnZigZag(others[other++]));
        }
        return true;
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
