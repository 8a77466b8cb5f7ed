using NatsBench.Fast.Format;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Reading;

/// <summary>A column of learning curves, decoded block by block on first use. Thread-safe.</summary>
internal sealed class CurveColumn(ColumnSource source, BlockCache cache)
{
    private const int TrialsAtOnce = 64;

    private CurveBlock?[]? _decoded;
    private int[]? _blockAt;

    /// <summary>The curve of a trial; empty where the column holds nothing about it.</summary>
    public CurveSlice this[int trial]
    {
        get
        {
            int block = Find(trial);
            return block < 0 ? default : Block(block)[trial];
        }
    }

    /// <summary>Lets a decoded block go.</summary>
    public void Forget(int block) => Volatile.Write(ref _decoded![block], null);

    private CurveBlock Block(int block)
    {
        CurveBlock?[] decoded = Volatile.Read(ref _decoded)
            ?? Interlocked.CompareExchange(ref _decoded, new CurveBlock?[source.Blocks.Length], null) ?? _decoded;
        return Volatile.Read(ref decoded[block]) ?? Decode(decoded, block);
    }

    private CurveBlock Decode(CurveBlock?[] decoded, int block)
    {
        BlockEntry entry = source.Blocks[block];
        double[] cells = GC.AllocateUninitializedArray<double>(entry.CellCount);
        CellBitmaps bitmaps = source.Decode(block, cells.AsSpan());
        if (!bitmaps.AllNumbers)
            // What an encoding puts in place of absent cells must not pass for a number.
            for (int cell = 0; cell < cells.Length; cell++)
                if (bitmaps.StateAt(cell) != CellState.Number)
                    cells[cell] = double.NaN;
        CurveBlock made = new(cells, bitmaps, entry.FirstItem, entry.Origin, entry.Stride);
        if (Interlocked.CompareExchange(ref decoded[block], made, null) is { } other)
            return other;
        cache.Added(this, block, made.Bytes);
        return made;
    }

    // The last block that begins at or before the trial, if it reaches that far.
    private int Find(int trial)
    {
        BlockEntry[] blocks = source.Blocks;
        int block = (Volatile.Read(ref _blockAt) ?? LocateBlocks(blocks))[trial / TrialsAtOnce];
        while (block + 1 < blocks.Length && blocks[block + 1].FirstItem <= trial)
            block++;
        return block >= 0 && trial < blocks[block].FirstItem + blocks[block].ItemCount ? block : -1;
    }

    // For every so many trials the block to search from: no more than so many blocks can begin before the next.
    private int[] LocateBlocks(BlockEntry[] blocks)
    {
        int[] blockAt = new int[source.ItemCount / TrialsAtOnce + 1];
        int block = -1;
        for (int i = 0; i < blockAt.Length; i++)
        {
            while (block + 1 < blocks.Length && blocks[block + 1].FirstItem <= i * TrialsAtOnce)
                block++;
            blockAt[i] = block;
        }
        Volatile.Write(ref _blockAt, blockAt);
        return blockAt;
    }
}
