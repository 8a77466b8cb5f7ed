using System.Buffers.Binary;

namespace NatsBench.Fast.Models.Stores;

/// <summary>
/// One layout in the directory of a weight store, 32 bytes, little-endian:
/// <code>
///  0- 7  offset in the file, a multiple of 64
///  8-11  bytes                             12-15  number of tensors
/// 16-23  XxHash3 of the bytes              24-31  bytes of a network laid out so
/// </code>
/// </summary>
internal readonly record struct LayoutEntry(long Offset, int Length, int Tensors, ulong Hash, long NetworkLength)
{
    public const int Size = 32;

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64LittleEndian(target, Offset);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], Tensors);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], Hash);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], NetworkLength);
    }

    public static LayoutEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source),
        BinaryPrimitives.ReadInt32LittleEndian(source[8..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[24..]));
}
