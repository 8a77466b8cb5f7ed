using NatsBench.Fast.Format;

namespace NatsBench.Fast.Reading;

/// <summary>A column of learning curves, decoded block by block on first use. Thread-safe.</summary>
internal sealed class CurveColumn(ColumnSource source, BlockCache cache)
{
    private CurveBlock?[]? _decoded;

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
        double[] cells = new double[entry.CellCount];
        CellBitmaps bitmaps = source.Decode(block, cells.AsSpan());
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
        int low = 0, high = blocks.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (blocks[middle].FirstItem <= trial)
                low = middle + 1;
            else
                high = middle;
        }
        int block = low - 1;
        return block >= 0 && trial < blocks[block].FirstItem + blocks[block].ItemCount ? block : -1;
    }
}
