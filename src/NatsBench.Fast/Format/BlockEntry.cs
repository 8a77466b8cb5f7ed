using System.Buffers.Binary;

namespace NatsBench.Fast.Format;

/// <summary>
/// One block in a column's index, 48 bytes, little-endian:
/// <code>
///  0- 7  offset in the file, a multiple of 64
///  8-11  stored bytes                      12-15  packed bytes, after LZ4
/// 16-19  first item                        20-23  number of items
/// 24-27  cells an item (the stride)        28-31  position of an item's first cell (an epoch)
/// 32     encoding     33  compression      34     presence            35-39  zero
/// 40-47  XxHash3 of the stored bytes
/// </code>
/// </summary>
internal readonly record struct BlockEntry(
    long Offset, int StoredLength, int PackedLength, int FirstItem, int ItemCount, int Stride, int Origin,
    BlockEncoding Encoding, BlockCompression Compression, BlockPresence Presence, ulong Hash)
{
    public const int Size = 48;

    /// <summary>Cells in the block.</summary>
    public int CellCount => ItemCount * Stride;

    public void Write(Span<byte> target)
    {
        target[..Size].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(target, Offset);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], StoredLength);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], PackedLength);
        BinaryPrimitives.WriteInt32LittleEndian(target[16..], FirstItem);
        BinaryPrimitives.WriteInt32LittleEndian(target[20..], ItemCount);
        BinaryPrimitives.WriteInt32LittleEndian(target[24..], Stride);
        BinaryPrimitives.WriteInt32LittleEndian(target[28..], Origin);
        target[32] = (byte)Encoding;
        target[33] = (byte)Compression;
        target[34] = (byte)Presence;
        BinaryPrimitives.WriteUInt64LittleEndian(target[40..], Hash);
    }

    public static BlockEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source),
        BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[16..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[20..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[24..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[28..]),
        (BlockEncoding)source[32],
        (BlockCompression)source[33],
        (BlockPresence)source[34],
        BinaryPrimitives.ReadUInt64LittleEndian(source[40..]));

    /// <summary>What is wrong with the entry, as one of cells of a type in a file of a length; null when every length is within its bounds.</summary>
    public string? Fault(long fileLength, ElementType type)
    {
        if (Offset < FileHeader.Size || Offset % FileLayout.Alignment != 0 || StoredLength < 0 || Offset > fileLength - StoredLength)
            return $"lies at byte {Offset}, {StoredLength} long, which is no place in the file";
        if (PackedLength is < 0 or > FileLayout.MaxBlockBytes || PackedLength > (long)StoredLength * FileLayout.MaxExpansion)
            return $"unpacks {StoredLength} bytes to {PackedLength}, which cannot be";
        if (FirstItem < 0 || ItemCount <= 0 || FirstItem > int.MaxValue - ItemCount)
            return $"has {ItemCount} items from {FirstItem} on, which cannot be";
        if (Stride <= 0 || Origin < 0 || (type != ElementType.Bytes && Origin > FileLayout.MaxItemCells - Stride))
            return $"has {Stride} cells an item from position {Origin} on, which cannot be";
        // A text has nothing but its bytes; numbers may be told in fewer.
        long cells = (long)ItemCount * Stride;
        if (cells > (type == ElementType.Bytes ? PackedLength : FileLayout.MaxBlockCells))
            return $"claims {cells} cells, more than it can hold";
        return null;
    }
}
