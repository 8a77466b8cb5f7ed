using NatsBench.Fast.Format;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Reading;

/// <summary>A column that is decoded in one piece on first use, checked then, and kept. Thread-safe.</summary>
/// <param name="source">Its blocks.</param>
/// <param name="absent">Stands in cells that hold no number.</param>
/// <param name="check">Refuses cells that contradict the rest of the file; what reads them later relies on it.</param>
internal sealed class WholeColumn<T>(ColumnSource source, T absent, CellCheck<T>? check = null)
    where T : unmanaged
{
    private Decoded? _decoded;
    private bool _isChecked;

    /// <summary>The blocks.</summary>
    public ColumnSource Source => source;

    /// <summary>Number of items.</summary>
    public int ItemCount => source.ItemCount;

    /// <summary>Cells an item.</summary>
    public int Stride => source.Stride;

    /// <summary>All cells, item by item; absent ones hold the column's stand-in.</summary>
    public ReadOnlySpan<T> Cells => Get().Cells;

    /// <summary>All cells, in the array that is kept: not to be written.</summary>
    public T[] Array => Get().Cells;

    /// <summary>State of a cell.</summary>
    public CellState StateAt(int cell)
    {
        Decoded decoded = Get();
        return decoded.States is null ? CellState.Number : decoded.States[cell];
    }

    /// <summary>True when every cell is a number, told without decoding any.</summary>
    public bool HoldsAllNumbers => source.HoldsAllNumbers;

    /// <summary>The cells for one pass over them: those kept, or decoded into a buffer of the lease's own where nobody has asked yet.</summary>
    public ColumnLease<T> Borrow()
    {
        if (Volatile.Read(ref _decoded) is { } kept)
            return new(kept.Cells, kept.States, source.Stride);
        NativeBuffer<T> cells = new(CellCount());
        try
        {
            return new(cells, Decode(cells.Span), source.Stride);
        }
        catch
        {
            cells.Dispose();
            throw;
        }
    }

    private Decoded Get() => Volatile.Read(ref _decoded) ?? DecodeAndKeep();

    private Decoded DecodeAndKeep()
    {
        T[] cells = GC.AllocateUninitializedArray<T>(CellCount());
        Decoded decoded = new(cells, Decode(cells));
        return Interlocked.CompareExchange(ref _decoded, decoded, null) ?? decoded;
    }

    private int CellCount()
    {
        // Of integers and bytes an absent one means nothing.
        if (typeof(T) != typeof(double) && !source.HoldsAllNumbers)
            throw source.Damaged($"its blocks do not hold all of its {source.ItemCount} items");
        long count = (long)source.ItemCount * source.Stride;
        return count <= FileLayout.MaxWholeColumnCells ? (int)count
            : throw source.Damaged($"{count} cells are more than any benchmark has");
    }

    /// <returns>The states of the cells; null when all are numbers.</returns>
    private CellState[]? Decode(Span<T> cells)
    {
        int stride = source.Stride;
        BlockEntry[] blocks = source.Blocks;
        CellState[]? states = null;
        int covered = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            BlockEntry block = blocks[i];
            int first = block.FirstItem * stride;
            CellBitmaps bitmaps = source.Decode(i, cells.Slice(first, block.CellCount), isOnce: true);
            if (first > covered || !bitmaps.AllNumbers)
            {
                // Cells before the first gap are all numbers.
                states ??= Fill(new CellState[cells.Length], covered);
                for (int cell = 0; cell < block.CellCount; cell++)
                    states[first + cell] = bitmaps.StateAt(cell);
            }
            else
            {
                states?.AsSpan(first, block.CellCount).Fill(CellState.Number);
            }
            covered = first + block.CellCount;
        }
        if (covered < cells.Length)
            states ??= Fill(new CellState[cells.Length], covered);
        for (int cell = 0; cell < (states?.Length ?? 0); cell++)
            if (states![cell] != CellState.Number)
                cells[cell] = absent;
        if (check is not null && !Volatile.Read(ref _isChecked))
        {
            check(source, cells, states);
            Volatile.Write(ref _isChecked, true);
        }
        return states;
    }

    private static CellState[] Fill(CellState[] states, int numbers)
    {
        states.AsSpan(0, numbers).Fill(CellState.Number);
        return states;
    }

    private sealed record Decoded(T[] Cells, CellState[]? States);
}
