using System.Buffers;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Reading;

/// <summary>
/// The cells of a column for one pass over them. What a view needs once should not stay in memory for good, so a buffer
/// that was rented goes back when the lease ends.
/// </summary>
internal readonly ref struct ColumnLease<T>(T[] cells, int count, CellState[]? states, int stride, bool isRented) : IDisposable
    where T : unmanaged
{
    /// <summary>Cells an item.</summary>
    public int Stride => stride;

    /// <summary>All cells, item by item; absent ones hold the column's stand-in.</summary>
    public ReadOnlySpan<T> Cells => cells.AsSpan(0, count);

    /// <summary>True when every cell is a number.</summary>
    public bool AllNumbers => states is null;

    /// <summary>State of a cell.</summary>
    public CellState StateAt(int cell) => states is null ? CellState.Number : states[cell];

    public void Dispose()
    {
        // The default lease, of a column that is not there, holds nothing.
        if (isRented)
            ArrayPool<T>.Shared.Return(cells);
    }
}
