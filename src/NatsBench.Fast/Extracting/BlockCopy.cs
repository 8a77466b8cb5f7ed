using System.IO.Hashing;
using System.Runtime.InteropServices;
using NatsBench.Fast.Format;
using NatsBench.Fast.Reading;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.Extracting;

/// <summary>Blocks of one file into another: as they are, or some of their items.</summary>
internal static class BlockCopy
{
    /// <summary>Whole columns, stored as they are, their blocks in the order in which they lie in the file.</summary>
    /// <returns>The blocks of each.</returns>
    /// <exception cref="DamagedFileException">A block is not what was written.</exception>
    public static ColumnBlocks[] Whole(MappedFile file, IReadOnlyList<(ColumnSource Column, ColumnKey Key)> columns, BlockSink sink)
    {
        BlockEntry[][] moved = [.. columns.Select(column => new BlockEntry[column.Column.Blocks.Length])];
        foreach ((int column, int block, _) in columns
            .SelectMany((one, column) => one.Column.Blocks.Select((entry, block) => (Column: column, Block: block, entry.Offset))).OrderBy(one => one.Offset))
        {
            BlockEntry entry = columns[column].Column.Blocks[block];
            moved[column][block] = entry with
            {
                Offset = file.ReadOnce(entry.Offset, entry.StoredLength, (Sink: sink, entry.Hash, Source: columns[column].Column), static (bytes, state) =>
                    XxHash3.HashToUInt64(bytes) == state.Hash ? state.Sink.WriteAligned(bytes) : throw state.Source.Damaged("the checksum of a block does not fit")),
            };
        }
        return [.. columns.Select((column, number) =>
        {
            ColumnBlocks blocks = new(column.Key, column.Column.Entry.Type);
            foreach (BlockEntry entry in moved[number])
                blocks.Add(entry);
            return blocks;
        })];
    }

    /// <summary>Some items of a column, in their order.</summary>
    /// <param name="source">The column.</param>
    /// <param name="key">Its key in the other file.</param>
    /// <param name="items">Numbers of the items, ascending.</param>
    /// <param name="sink">Where blocks go.</param>
    /// <exception cref="DamagedFileException">A block is not what was written.</exception>
    public static ColumnBlocks Some(ColumnSource source, ColumnKey key, int[] items, BlockSink sink)
    {
        ColumnBlocks blocks = new(key, source.Entry.Type);
        int width = source.Entry.Type.Width(), next = 0;
        for (int number = 0; number < source.Blocks.Length; number++)
        {
            BlockEntry block = source.Blocks[number];
            while (next < items.Length && items[next] < block.FirstItem)
                next++;
            int first = next;
            while (next < items.Length && items[next] < block.FirstItem + block.ItemCount)
                next++;
            if (next == first)
                continue;
            byte[] cells = new byte[block.CellCount * width];
            CellBitmaps bitmaps = Decode(source, number, cells);
            BlockJob job = new(blocks, first, next - first, block.Stride, block.Origin);
            int itemBytes = block.Stride * width;
            if (bitmaps.AllNumbers)
            {
                Span<byte> target = job.RentCells();
                for (int i = first; i < next; i++)
                    cells.AsSpan((items[i] - block.FirstItem) * itemBytes, itemBytes).CopyTo(target[((i - first) * itemBytes)..]);
                sink.Add(job);
                continue;
            }
            CellBlock sparse = new(job);
            for (int i = first; i < next; i++)
                for (int cell = 0; cell < block.Stride; cell++)
                {
                    int from = ((items[i] - block.FirstItem) * block.Stride) + cell;
                    sparse.Set(((i - first) * block.Stride) + cell, bitmaps.StateAt(from), BitConverter.ToDouble(cells, from * width));
                }
            sparse.Complete(sink);
        }
        sink.Drain();
        return blocks;
    }

    private static CellBitmaps Decode(ColumnSource source, int block, Span<byte> cells) => source.Entry.Type.Width() switch
    {
        1 => source.Decode(block, cells, isOnce: true),
        4 => source.Decode(block, MemoryMarshal.Cast<byte, int>(cells), isOnce: true),
        _ => source.Decode(block, MemoryMarshal.Cast<byte, long>(cells), isOnce: true),
    };
}
