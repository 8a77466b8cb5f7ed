using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Writing;

/// <summary>Curves that all cover the same epochs, one behind another as a block will hold them. Their arrays can go at once.</summary>
internal sealed class CurveRows(int blockCells)
{
    private MemoryOwner<byte> _cells = MemoryOwner<byte>.Empty;
    private int _width;

    public int Count { get; private set; }

    public ReadOnlySpan<double> this[int row] => MemoryMarshal.Cast<byte, double>(_cells.Span).Slice(row * _width, _width);

    /// <summary>Adds a curve, as long as those before it.</summary>
    public void Add(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        _width = values.Length;
        int used = Count * bytes.Length;
        if (used + bytes.Length > _cells.Length)
            Grow(used, used + bytes.Length);
        bytes.CopyTo(_cells.Span[used..]);
        Count++;
    }

    /// <summary>Hands the cells over.</summary>
    public MemoryOwner<byte> Take()
    {
        MemoryOwner<byte> taken = _cells.Slice(0, Count * _width * sizeof(double));
        _cells = MemoryOwner<byte>.Empty;
        Count = 0;
        return taken;
    }

    public void Clear()
    {
        _cells.Dispose();
        _cells = MemoryOwner<byte>.Empty;
        Count = 0;
    }

    // By doubling: a file may have many columns, and most of them short.
    private void Grow(int used, int needed)
    {
        MemoryOwner<byte> larger = MemoryOwner<byte>.Allocate(int.Max(needed, int.Min(2 * needed, blockCells * sizeof(double))));
        _cells.Span[..used].CopyTo(larger.Span);
        _cells.Dispose();
        _cells = larger;
    }
}
