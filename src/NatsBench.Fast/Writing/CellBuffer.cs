using System.Runtime.InteropServices;
using NatsBench.Fast.Columns;
using NatsBench.Fast.Format;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Writing;

/// <summary>The doubles of one block with their states, on the way to the sink.</summary>
internal sealed class CellBuffer
{
    private double[] _cells = [];
    private byte[] _present = [];
    private byte[] _none = [];
    private int _cellCount;
    private bool _anyNumber;
    private bool _anyNone;

    /// <summary>True when some cell holds a number or <c>None</c>: otherwise the block need not be stored.</summary>
    public bool HoldsAnything => _anyNumber || _anyNone;

    /// <summary>Makes room for a block whose cells are all absent.</summary>
    public void Reset(int cellCount)
    {
        if (_cells.Length < cellCount)
        {
            _cells = new double[cellCount];
            _present = new byte[Bitmap.ByteCount(cellCount)];
            _none = new byte[Bitmap.ByteCount(cellCount)];
        }
        _cellCount = cellCount;
        // What absent cells hold is never shown; one fixed pattern keeps the bytes reproducible.
        _cells.AsSpan(0, cellCount).Fill(double.NaN);
        _present.AsSpan(0, Bitmap.ByteCount(cellCount)).Clear();
        _none.AsSpan(0, Bitmap.ByteCount(cellCount)).Clear();
        _anyNumber = _anyNone = false;
    }

    public void Set(int cell, CellState state, double value)
    {
        switch (state)
        {
            case CellState.Number:
                _cells[cell] = value;
                Bitmap.Set(_present, cell);
                _anyNumber = true;
                break;
            case CellState.None:
                Bitmap.Set(_none, cell);
                _anyNone = true;
                break;
        }
    }

    public BlockEntry Write(BlockSink sink, int firstItem, int itemCount, int stride, int origin)
    {
        int bitmapLength = Bitmap.ByteCount(_cellCount);
        ReadOnlySpan<byte> present = _present.AsSpan(0, bitmapLength);
        int numbers = 0;
        foreach (byte bits in present)
            numbers += byte.PopCount(bits);
        return sink.Write(
            MemoryMarshal.AsBytes(_cells.AsSpan(0, _cellCount)), ElementType.Float64, firstItem, itemCount, stride, origin,
            numbers == _cellCount ? default : present, _anyNone ? _none.AsSpan(0, bitmapLength) : default);
    }
}
