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

    /// <summary>Whether every length of the entry is within its bounds, for cells of a width in a file of a length.</summary>
    public bool IsSound(long fileLength, int width) =>
        Offset >= FileHeader.Size && Offset % FileLayout.Alignment == 0
        && StoredLength >= 0 && Offset <= fileLength - StoredLength
        && PackedLength is >= 0 and <= FileLayout.MaxBlockBytes
        && FirstItem >= 0 && ItemCount > 0 && FirstItem <= int.MaxValue - ItemCount
        && Stride > 0 && Origin >= 0 && Origin <= int.MaxValue - Stride
        && (long)ItemCount * Stride * width <= FileLayout.MaxBlockBytes;
}
