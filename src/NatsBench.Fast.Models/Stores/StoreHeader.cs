using System.Buffers.Binary;
using System.IO.Hashing;

namespace NatsBench.Fast.Models.Stores;

/// <summary>
/// The first 64 bytes of a weight store, little-endian:
/// <code>
/// bytes  meaning
///  0- 7  magic 89 4E 57 53 0D 0A 1A 0A (as PNG's: a text-mode copy breaks it)
///  8- 9  major version    10-11  minor version
/// 12-15  header size, 64
/// 16-23  file length
/// 24-31  directory offset
/// 32-39  directory length
/// 40-47  XxHash3 of the directory
/// 48-55  zero
/// 56-63  XxHash3 of bytes 0-55
/// </code>
/// </summary>
internal readonly record struct StoreHeader(long FileLength, long DirectoryOffset, long DirectoryLength, ulong DirectoryHash)
{
    public const int Size = 64;
    public const ushort Major = 1;
    public const ushort Minor = 0;

    /// <summary>Networks and their tensors begin on a cache line, which is also the widest vector register.</summary>
    public const int Alignment = 64;

    // A full space in all settings has 20 MB.
    private const int LongestDirectory = 1 << 30;

    private const int VersionOffset = 8;
    private const int SizeOffset = VersionOffset + 2 * sizeof(ushort);
    private const int FileLengthOffset = SizeOffset + sizeof(int);
    private const int DirectoryOffsetOffset = FileLengthOffset + sizeof(long);
    private const int DirectoryLengthOffset = DirectoryOffsetOffset + sizeof(long);
    private const int DirectoryHashOffset = DirectoryLengthOffset + sizeof(long);
    private const int HashOffset = Size - sizeof(ulong);

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'N', (byte)'W', (byte)'S', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The next multiple of <see cref="Alignment"/>.</summary>
    public static long Align(long offset) => (offset + (Alignment - 1)) & ~(long)(Alignment - 1);

    public void Write(Span<byte> target)
    {
        target[..Size].Clear();
        Magic.CopyTo(target);
        BinaryPrimitives.WriteUInt16LittleEndian(target[VersionOffset..], Major);
        BinaryPrimitives.WriteUInt16LittleEndian(target[(VersionOffset + sizeof(ushort))..], Minor);
        BinaryPrimitives.WriteInt32LittleEndian(target[SizeOffset..], Size);
        BinaryPrimitives.WriteInt64LittleEndian(target[FileLengthOffset..], FileLength);
        BinaryPrimitives.WriteInt64LittleEndian(target[DirectoryOffsetOffset..], DirectoryOffset);
        BinaryPrimitives.WriteInt64LittleEndian(target[DirectoryLengthOffset..], DirectoryLength);
        BinaryPrimitives.WriteUInt64LittleEndian(target[DirectoryHashOffset..], DirectoryHash);
        BinaryPrimitives.WriteUInt64LittleEndian(target[HashOffset..], XxHash3.HashToUInt64(target[..HashOffset]));
    }

    /// <summary>Reads and checks a header against the length of its file.</summary>
    /// <exception cref="DamagedFileException">Foreign, of another version, damaged or truncated.</exception>
    public static StoreHeader Read(ReadOnlySpan<byte> file, long fileLength, string path)
    {
        if (file.Length < Magic.Length || !file[..Magic.Length].SequenceEqual(Magic))
            throw new DamagedFileException($"{path}: not a weight store (its first bytes are foreign); make one with 'natsbench weights extract'");
        if (file.Length < Size)
            throw Damaged(path, $"{file.Length} bytes are left of a header of {Size}");
        ushort major = BinaryPrimitives.ReadUInt16LittleEndian(file[VersionOffset..]);
        if (major != Major)
            throw new DamagedFileException($"{path}: a weight store of version {major}, this library reads {Major}; use a matching NatsBench.Fast or extract the weights again");
        if (BinaryPrimitives.ReadUInt64LittleEndian(file[HashOffset..]) != XxHash3.HashToUInt64(file[..HashOffset]))
            throw Damaged(path, "the header's checksum does not fit");
        StoreHeader header = new(
            BinaryPrimitives.ReadInt64LittleEndian(file[FileLengthOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(file[DirectoryOffsetOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(file[DirectoryLengthOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(file[DirectoryHashOffset..]));
        if (header.FileLength != fileLength)
            throw Damaged(path, $"{fileLength} bytes long, its header says {header.FileLength}");
        if (header.DirectoryLength is < 0 or > LongestDirectory || header.DirectoryOffset < Size || header.DirectoryOffset > header.FileLength - header.DirectoryLength)
            throw Damaged(path, "the directory lies outside the file");
        return header;
    }

    public static DamagedFileException Damaged(string path, string fault) => new($"{path}: not a whole weight store: {fault}; copy it or extract the weights again");
}
