using System.Runtime.InteropServices;
using NatsBench.Fast.Format;

namespace NatsBench.Fast.Writing;

/// <summary>Writes whole columns of integers or bytes, which have no absent cells.</summary>
internal static class IntegerColumn
{
    public static ColumnEntry Write<T>(ColumnKey key, ElementType type, ReadOnlySpan<T> values, BlockSink sink, int blockCells)
        where T : unmanaged
    {
        ColumnBlocks blocks = new(key, type);
        for (int first = 0; first < values.Length; first += blockCells)
        {
            ReadOnlySpan<T> block = values.Slice(first, int.Min(blockCells, values.Length - first));
            blocks.Add(sink.Write(MemoryMarshal.AsBytes(block), type, first, block.Length));
        }
        return blocks.WriteIndex(sink, values.Length);
    }
}
