using System.IO.Hashing;
using CommunityToolkit.HighPerformance.Buffers;
using NatsBench.Fast.Columns;
using NatsBench.Fast.Format;

namespace NatsBench.Fast.Writing;

/// <summary>The cells of one block on their way to the file, and what became of them.</summary>
internal sealed class BlockJob(ColumnBlocks column, int firstItem, int itemCount, int stride, int origin)
{
    private MemoryOwner<byte> _cells = MemoryOwner<byte>.Empty;
    private byte[] _present = [];
    private byte[] _none = [];
    private MemoryOwner<byte> _stored = MemoryOwner<byte>.Empty;

    public ColumnBlocks Column => column;

    /// <summary>False where doubles are known to be neither fractions nor counts of images, and texts to be random: looking for more takes time.</summary>
    public bool IsSearched { get; init; } = true;

    /// <summary>Entry of the encoded block, without its offset.</summary>
    public BlockEntry Entry { get; private set; }

    public ReadOnlySpan<byte> Stored => _stored.Span;

    /// <summary>Room for the cells, to be filled by the caller.</summary>
    public Span<byte> RentCells()
    {
        _cells = MemoryOwner<byte>.Allocate(itemCount * stride * column.Type.Width());
        return _cells.Span;
    }

    /// <summary>The cells that are filled.</summary>
    public Span<byte> Cells => _cells.Span;

    /// <summary>Gives the room back: there is no such block.</summary>
    public void Discard() => _cells.Dispose();

    /// <summary>Takes filled cells over.</summary>
    public void SetCells(MemoryOwner<byte> cells) => _cells = cells;

    /// <summary>Bitmaps of the cells that hold numbers and <c>None</c>; empty for all and for none.</summary>
    public void SetBitmaps(byte[] present, byte[] none) => (_present, _none) = (present, none);

    public void Encode(BlockEncoder encoder)
    {
        PackedBlock block = encoder.Encode(_cells.Span, column.Type, stride, _present, _none, IsSearched);
        _cells.Dispose();
        _stored = MemoryOwner<byte>.Allocate(block.Stored.Length);
        block.Stored.CopyTo(_stored.Span);
        Entry = new BlockEntry(
            Offset: 0, block.Stored.Length, block.PackedLength, firstItem, itemCount, stride, origin,
            block.Encoding, block.Compression, block.Presence, XxHash3.HashToUInt64(block.Stored));
    }

    /// <summary>Notes where the block went and gives its memory back.</summary>
    public void Written(long offset)
    {
        column.Add(Entry with { Offset = offset });
        _stored.Dispose();
    }
}
