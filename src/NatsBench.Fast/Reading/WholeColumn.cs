using NatsBench.Fast.Format;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Reading;

/// <summary>A column that is decoded in one piece on first use and kept. Thread-safe.</summary>
internal sealed class WholeColumn<T>(ColumnSource source, T absent)
    where T : unmanaged
{
    private Decoded? _decoded;

    /// <summary>Number of items.</summary>
    public int ItemCount => source.ItemCount;

    /// <summary>Cells an item.</summary>
    public int Stride => Get().Stride;

    /// <summary>All cells, item by item; absent ones hold the column's stand-in.</summary>
    public ReadOnlySpan<T> Cells => Get().Cells;

    /// <summary>State of a cell.</summary>
    public CellState StateAt(int cell)
    {
        Decoded decoded = Get();
        return decoded.States is null ? CellState.Number : decoded.States[cell];
    }

    private Decoded Get() => Volatile.Read(ref _decoded) ?? Decode();

    private Decoded Decode()
    {
        BlockEntry[] blocks = source.Blocks;
        int stride = blocks.Length == 0 ? 1 : blocks[0].Stride;
        long cellCount = (long)source.ItemCount * stride;
        if (cellCount > FileLayout.MaxWholeColumnCells)
            throw source.Damaged($"{cellCount} cells are more than any benchmark has");

        T[] cells = new T[cellCount];
        CellState[]? states = null;
        int covered = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            BlockEntry block = blocks[i];
            if (block.Stride != stride || block.Origin != 0)
                throw source.Damaged("its blocks have different shapes");
            int first = block.FirstItem * stride;
            CellBitmaps bitmaps = source.Decode(i, cells.AsSpan(first, block.CellCount));
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

        Decoded decoded = new(cells, states, stride);
        return Interlocked.CompareExchange(ref _decoded, decoded, null) ?? decoded;
    }

    private static CellState[] Fill(CellState[] states, int numbers)
    {
        states.AsSpan(0, numbers).Fill(CellState.Number);
        return states;
    }

    private sealed record Decoded(T[] Cells, CellState[]? States, int Stride);
}
