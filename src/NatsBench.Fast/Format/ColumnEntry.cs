using System.Buffers.Binary;

namespace NatsBench.Fast.Format;

/// <summary>
/// One column in the directory, 48 bytes, little-endian:
/// <code>
///  0- 1  first name      2- 3  second name     4- 5  third name (65535: none)
///  6     kind            7     part            8     element type    9-11  zero
/// 12-15  number of blocks
/// 16-23  number of items
/// 24-31  offset of the block index
/// 32-39  XxHash3 of the block index
/// 40-47  bytes of all its blocks in the file
/// </code>
/// </summary>
internal readonly record struct ColumnEntry(
    ColumnKey Key, ElementType Type, int BlockCount, long ItemCount, long IndexOffset, ulong IndexHash, long StoredBytes)
{
    public const int Size = 48;

    public void Write(Span<byte> target)
    {
        target[..Size].Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(target, Key.Name1);
        BinaryPrimitives.WriteUInt16LittleEndian(target[2..], Key.Name2);
        BinaryPrimitives.WriteUInt16LittleEndian(target[4..], Key.Name3);
        target[6] = Key.Kind;
        target[7] = Key.Part;
        target[8] = (byte)Type;
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], BlockCount);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], ItemCount);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], IndexOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(target[32..], IndexHash);
        BinaryPrimitives.WriteInt64LittleEndian(target[40..], StoredBytes);
    }

    public static ColumnEntry Read(ReadOnlySpan<byte> source) => new(
        new ColumnKey(
            BinaryPrimitives.ReadUInt16LittleEndian(source),
            BinaryPrimitives.ReadUInt16LittleEndian(source[2..]),
            BinaryPrimitives.ReadUInt16LittleEndian(source[4..]),
            source[6],
            source[7]),
        (ElementType)source[8],
        BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[32..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[40..]));
}
