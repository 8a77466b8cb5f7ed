using System.Buffers.Binary;

namespace NatsBench.Fast.Models.Stores;

/// <summary>
/// One network in the directory of a weight store, 56 bytes, little-endian:
/// <code>
///  0- 7  offset in the file, a multiple of 64
///  8-15  bytes                             16-23  XxHash3 of them
/// 24-31  seed
/// 32-35  architecture                      36-39  number of its layout
/// 40-43  name of the architecture's text   44-47  name of the setting
/// 48-51  name of the dataset               52-55  zero
/// </code>
/// </summary>
internal readonly record struct NetworkEntry(long Offset, long Length, ulong Hash, long Seed, int Architecture, int Layout, int Text, int Setting, int Dataset)
{
    public const int Size = 56;

    public void Write(Span<byte> target)
    {
        target[..Size].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(target, Offset);
        BinaryPrimitives.WriteInt64LittleEndian(target[8..], Length);
        BinaryPrimitives.WriteUInt64LittleEndian(target[16..], Hash);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Seed);
        BinaryPrimitives.WriteInt32LittleEndian(target[32..], Architecture);
        BinaryPrimitives.WriteInt32LittleEndian(target[36..], Layout);
        BinaryPrimitives.WriteInt32LittleEndian(target[40..], Text);
        BinaryPrimitives.WriteInt32LittleEndian(target[44..], Setting);
        BinaryPrimitives.WriteInt32LittleEndian(target[48..], Dataset);
    }

    public static NetworkEntry Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64LittleEndian(source),
        BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[32..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[36..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[40..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[44..]),
        BinaryPrimitives.ReadInt32LittleEndian(source[48..]));
}
