using System.Buffers;
using System.Runtime.InteropServices;
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
            firsts[item] = ZigZagSums.Encode(own[0]);
            for (int i = 1; i < own.Length; i++)
                others[other++] = ZigZagSums.Encode(unchecked(own[i] - own[i - 1]));
        }
        BitPacking.Encode(firsts, target);
        BitPacking.Encode(others, target);
    }

    public static bool TryDecode(ref ReadOnlySpan<byte> source, int stride, Span<long> cells)
    {
        if (stride == 1)
        {
            Span<ulong> zigzag = MemoryMarshal.Cast<long, ulong>(cells);
            if (!BitPacking.TryDecode(ref source, zigzag))
                return false;
            ZigZagSums.Decode(zigzag, cells);
            return true;
        }
        return TryDecodeCurves(ref source, stride, cells);
    }

    private static bool TryDecodeCurves(ref ReadOnlySpan<byte> source, int stride, Span<long> cells)
    {
        int items = cells.Length / stride;
        using SpanOwner<ulong> firsts = SpanOwner<ulong>.Allocate(items);
        // The others wait at the end of the cells: an item's cells never overtake the ones still to be added up.
        Span<ulong> others = MemoryMarshal.Cast<long, ulong>(cells)[items..];
        if (!BitPacking.TryDecode(ref source, firsts.Span) || !BitPacking.TryDecode(ref source, others))
            return false;
        int steps = stride - 1;
        for (int item = 0; item < items; item++)
        {
            Span<long> own = cells.Slice(item * stride, stride);
            own[0] = ZigZagSums.Decode(firsts.Span[item]);
            ZigZagSums.Run(others.Slice(item * steps, steps), own[0], own[1..]);
        }
        return true;
    }
}
