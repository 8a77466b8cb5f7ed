using NatsBench.Fast.Internals;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Reading;

/// <summary>
/// The cells of a column for one pass over them. What a view needs once should not stay in memory for good, so a buffer
/// of its own goes back when the lease ends.
/// </summary>
internal readonly ref struct ColumnLease<T> : IDisposable
    where T : unmanaged
{
    private readonly NativeBuffer<T>? _own;
    private readonly CellState[]? _states;

    /// <summary>Cells that somebody keeps.</summary>
    public ColumnLease(T[] cells, CellState[]? states, int stride)
    {
        Cells = cells;
        (_states, Stride) = (states, stride);
    }

    /// <summary>Cells in a buffer that is let go with the lease.</summary>
    public ColumnLease(NativeBuffer<T> cells, CellState[]? states, int stride)
    {
        Cells = cells.Span;
        (_own, _states, Stride) = (cells, states, stride);
    }

    /// <summary>Cells an item.</summary>
    public int Stride { get; }

    /// <summary>All cells, item by item; absent ones hold the column's stand-in. Valid until the lease ends.</summary>
    public ReadOnlySpan<T> Cells { get; }

    /// <summary>True when every cell is a number.</summary>
    public bool AllNumbers => _states is null;

    /// <summary>State of a cell.</summary>
    public CellState StateAt(int cell) => _states is null ? CellState.Number : _states[cell];

    public void Dispose() => _own?.Dispose();
}
