using System.Runtime.InteropServices;
using NatsBench.Fast.Columns;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Writing;

/// <summary>A block of doubles some of whose cells may be absent.</summary>
internal readonly ref struct CellBlock
{
    private readonly BlockJob _job;
    private readonly Span<double> _cells;
    private readonly byte[] _present;
    private readonly byte[] _none;

    /// <summary>Begins a block whose cells are all absent.</summary>
    public CellBlock(BlockJob job)
    {
        _job = job;
        _cells = MemoryMarshal.Cast<byte, double>(job.RentCells());
        // What absent cells hold is never shown; one fixed pattern keeps the bytes reproducible.
        _cells.Fill(double.NaN);
        _present = new byte[Bitmap.ByteCount(_cells.Length)];
        _none = new byte[_present.Length];
    }

    public void Set(int cell, CellState state, double value)
    {
        if (state == CellState.Number)
        {
            _cells[cell] = value;
            Bitmap.Set(_present, cell);
        }
        else if (state == CellState.None)
        {
            Bitmap.Set(_none, cell);
        }
    }

    /// <summary>Hands the block on.</summary>
    public void Complete(BlockSink sink)
    {
        int numbers = 0;
        foreach (byte bits in _present)
            numbers += byte.PopCount(bits);
        bool anyNone = _none.AsSpan().ContainsAnyExcept((byte)0);
        _job.SetBitmaps(numbers == _cells.Length ? [] : _present, anyNone ? _none : []);
        sink.Add(_job);
    }
}
