using System.Buffers;
using System.IO.Hashing;
using NatsBench.Fast.Columns;
using NatsBench.Fast.Format;

namespace NatsBench.Fast.Writing;

/// <summary>The cells of one block on their way to the file, and what became of them.</summary>
internal sealed class BlockJob(ColumnBlocks column, int firstItem, int itemCount, int stride, int origin)
{
    private byte[] _buffer = [];
    private int _cellBytes;
    private byte[] _present = [];
    private byte[] _none = [];
    private byte[] _stored = [];

    public ColumnBlocks Column => column;

    /// <summary>Entry of the encoded block, without its offset.</summary>
    public BlockEntry Entry { get; private set; }

    public ReadOnlySpan<byte> Stored => _stored.AsSpan(0, Entry.StoredLength);

    /// <summary>Room for the cells, to be filled by the caller.</summary>
    public Span<byte> RentCells()
    {
        _cellBytes = itemCount * stride * column.Type.Width();
        _buffer = ArrayPool<byte>.Shared.Rent(_cellBytes);
        return _buffer.AsSpan(0, _cellBytes);
    }

    /// <summary>Bitmaps of the cells that hold numbers and <c>None</c>; empty for all and for none.</summary>
    public void SetBitmaps(byte[] present, byte[] none) => (_present, _none) = (present, none);

    public void Encode(BlockEncoder encoder)
    {
        PackedBlock block = encoder.Encode(_buffer.AsSpan(0, _cellBytes), column.Type, stride, _present, _none);
        ArrayPool<byte>.Shared.Return(_buffer);
        _stored = ArrayPool<byte>.Shared.Rent(block.Stored.Length);
        block.Stored.CopyTo(_stored);
        Entry = new BlockEntry(
            Offset: 0, block.Stored.Length, block.PackedLength, firstItem, itemCount, stride, origin,
            block.Encoding, block.Compression, block.Presence, XxHash3.HashToUInt64(block.Stored));
    }

    /// <summary>Notes where the block went and gives its memory back.</summary>
    public void Written(long offset)
    {
        column.Add(Entry with { Offset = offset });
        ArrayPool<byte>.Shared.Return(_stored);
    }
}
