using System.Buffers.Binary;
using System.IO.Hashing;

namespace NatsBench.Fast.Format;

/// <summary>
/// The first 64 bytes of a file, little-endian:
/// <code>
/// bytes  meaning
///  0- 7  magic 89 4E 42 46 0D 0A 1A 0A (as PNG's: a text-mode copy breaks it)
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
internal readonly record struct FileHeader(
    ushort Major, ushort Minor, long FileLength, long DirectoryOffset, long DirectoryLength, ulong DirectoryHash)
{
    public const int Size = 64;
    private const int VersionOffset = 8;
    private const int SizeOffset = VersionOffset + 2 * sizeof(ushort);
    private const int FileLengthOffset = SizeOffset + sizeof(uint);
    private const int DirectoryOffsetOffset = FileLengthOffset + sizeof(long);
    private const int DirectoryLengthOffset = DirectoryOffsetOffset + sizeof(long);
    private const int DirectoryHashOffset = DirectoryLengthOffset + sizeof(long);
    private const int HashOffset = Size - sizeof(ulong);

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'N', (byte)'B', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    public void Write(Span<byte> target)
    {
        target[..Size].Clear();
        Magic.CopyTo(target);
        BinaryPrimitives.WriteUInt16LittleEndian(target[VersionOffset..], Major);
        BinaryPrimitives.WriteUInt16LittleEndian(target[(VersionOffset + sizeof(ushort))..], Minor);
        BinaryPrimitives.WriteUInt32LittleEndian(target[SizeOffset..], Size);
        BinaryPrimitives.WriteInt64LittleEndian(target[FileLengthOffset..], FileLength);
        BinaryPrimitives.WriteInt64LittleEndian(target[DirectoryOffsetOffset..], DirectoryOffset);
        BinaryPrimitives.WriteInt64LittleEndian(target[DirectoryLengthOffset..], DirectoryLength);
        BinaryPrimitives.WriteUInt64LittleEndian(target[DirectoryHashOffset..], DirectoryHash);
        BinaryPrimitives.WriteUInt64LittleEndian(target[HashOffset..], XxHash3.HashToUInt64(target[..HashOffset]));
    }

    /// <summary>Reads and checks a header against the length of its file.</summary>
    /// <param name="file">The file's first bytes, <see cref="Size"/> of them unless it is shorter.</param>
    /// <param name="fileLength">Length of the whole file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="DamagedFileException">Foreign, of another version, damaged or truncated.</exception>
    public static FileHeader Read(ReadOnlySpan<byte> file, long fileLength, string path)
    {
        if (file.Length < Magic.Length || !file[..Magic.Length].SequenceEqual(Magic))
            throw new DamagedFileException($"{path}: not a .natsb file (its first bytes are foreign); make one with 'natsbench convert'");
        if (file.Length < Size)
            throw new DamagedFileException($"{path}: cut short, {file.Length} bytes are left of a header of {Size}; convert it again");
        FileHeader header = new(
            BinaryPrimitives.ReadUInt16LittleEndian(file[VersionOffset..]),
            BinaryPrimitives.ReadUInt16LittleEndian(file[(VersionOffset + sizeof(ushort))..]),
            BinaryPrimitives.ReadInt64LittleEndian(file[FileLengthOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(file[DirectoryOffsetOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(file[DirectoryLengthOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(file[DirectoryHashOffset..]));
        if (header.Major != FileLayout.MajorVersion)
            throw new DamagedFileException(
                $"{path}: format version {header.Major}.{header.Minor}, this library reads {FileLayout.MajorVersion}.x; use a matching NatsBench.Fast or convert again");
        if (BinaryPrimitives.ReadUInt64LittleEndian(file[HashOffset..]) != XxHash3.HashToUInt64(file[..HashOffset]))
            throw new DamagedFileException($"{path}: the header's checksum does not fit (bytes 0-55); copy or convert the file again");
        if (header.FileLength != fileLength)
            throw new DamagedFileException($"{path}: {fileLength} bytes long, its header says {header.FileLength}; copy or convert the file again");
        if (header.DirectoryLength is < 0 or > FileLayout.MaxDirectoryBytes
            || header.DirectoryOffset < Size || header.DirectoryOffset > header.FileLength - header.DirectoryLength)
            throw new DamagedFileException($"{path}: the directory lies outside the file (bytes 24-39); convert it again");
        return header;
    }
}
