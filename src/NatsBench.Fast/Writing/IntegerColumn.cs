using System.Runtime.InteropServices;
using NatsBench.Fast.Format;

namespace NatsBench.Fast.Writing;

/// <summary>Hands on whole columns of integers or bytes, which have no absent cells.</summary>
internal static class IntegerColumn
{
    public static ColumnBlocks Write<T>(ColumnKey key, ElementType type, ReadOnlySpan<T> values, BlockSink sink, int blockCells, bool isSearched = true)
        where T : unmanaged
    {
        ColumnBlocks blocks = new(key, type);
        for (int first = 0; first < values.Length; first += blockCells)
        {
            ReadOnlySpan<T> part = values.Slice(first, int.Min(blockCells, values.Length - first));
            BlockJob job = new(blocks, first, part.Length, stride: 1, origin: 0) { IsSearched = isSearched };
            MemoryMarshal.AsBytes(part).CopyTo(job.RentCells());
            sink.Add(job);
        }
        return blocks;
    }
}
