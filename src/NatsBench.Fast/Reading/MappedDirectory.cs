using System.IO.Hashing;
using NatsBench.Fast.Format;

namespace NatsBench.Fast.Reading;

/// <summary>Header and directory of a mapped file, both checked.</summary>
internal static class MappedDirectory
{
    /// <exception cref="DamagedFileException">Foreign, damaged, truncated or of another version.</exception>
    public static (FileHeader Header, FileDirectory Directory) Read(MappedFile file, string path)
    {
        FileHeader header = file.Read(0, (int)long.Min(file.Length, FileHeader.Size), file.Length, (bytes, length) => FileHeader.Read(bytes, length, path));
        FileDirectory directory = file.Read(header.DirectoryOffset, (int)header.DirectoryLength, header.DirectoryHash, (bytes, hash) =>
            XxHash3.HashToUInt64(bytes) == hash
                ? FileDirectory.Read(bytes, path)
                : throw new DamagedFileException($"{path}: the directory's checksum does not fit (at byte {header.DirectoryOffset}); copy or convert the file again"));
        return (header, directory);
    }
}
