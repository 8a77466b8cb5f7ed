using System.Buffers;
using NatsBench.Fast.Format;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Reading;

/// <summary>A column of learning curves, decoded block by block on first use. Thread-safe.</summary>
internal sealed class CurveColumn(ColumnSource source, BlockCache cache)
{
    private const int TrialsAtOnce = 64;

    private CurveBlock?[]? _decoded;
    private int[]? _blockAt;

    /// <summary>The blocks.</summary>
    public ColumnSource Source => source;

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

    /// <summary>
    /// The blocks in the order of trials, for one pass over the column: each is decoded into the same rented buffer, where nobody has
    /// asked for it yet, and holds only until the next one comes.
    /// </summary>
    public IEnumerable<CurveBlock> Pass()
    {
        BlockEntry[] blocks = source.Blocks;
        double[] buffer = ArrayPool<double>.Shared.Rent(Largest(blocks));
        try
        {
            for (int block = 0; block < blocks.Length; block++)
                yield return Borrow(block, buffer);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    /// <summary>Takes the mark from every trial that lacks a number at one of some epochs. Blocks without a gap are not decoded.</summary>
    /// <param name="firstEpoch">The first epoch, 0-based.</param>
    /// <param name="lastEpoch">The last one.</param>
    /// <param name="marks">One for each trial.</param>
    public void Unmark(int firstEpoch, int lastEpoch, Span<bool> marks)
    {
        BlockEntry[] blocks = source.Blocks;
        double[] buffer = ArrayPool<double>.Shared.Rent(Largest(blocks));
        try
        {
            int covered = 0;
            for (int block = 0; block < blocks.Length; block++)
            {
                BlockEntry entry = blocks[block];
                int first = int.Min(entry.FirstItem, marks.Length), end = int.Min(entry.FirstItem + entry.ItemCount, marks.Length);
                marks[covered..first].Clear();
                covered = end;
                if (firstEpoch < entry.Origin || lastEpoch >= entry.Origin + entry.Stride)
                    marks[first..end].Clear();
                else if (entry.Presence != BlockPresence.All && Borrow(block, buffer) is var curves)
                    for (int trial = first; trial < end; trial++)
                        marks[trial] &= curves[trial].HasNumbers(firstEpoch, lastEpoch);
            }
            marks[covered..].Clear();
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    private static int Largest(BlockEntry[] blocks) => blocks.Length == 0 ? 0 : blocks.Max(block => block.CellCount);

    // A block that is kept, or decoded into a buffer without being kept.
    private CurveBlock Borrow(int block, double[] buffer)
    {
        if (Volatile.Read(ref _decoded) is { } decoded && Volatile.Read(ref decoded[block]) is { } kept)
            return kept;
        BlockEntry entry = source.Blocks[block];
        return new CurveBlock(buffer, source.Decode(block, buffer.AsSpan(0, entry.CellCount), isOnce: true), entry);
    }

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
        CurveBlock made = new(cells, bitmaps, entry);
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
