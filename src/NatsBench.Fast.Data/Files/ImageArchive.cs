using System.Formats.Tar;
using System.IO.Compression;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Data.Files;

/// <summary>A tar file, gzipped or not.</summary>
internal sealed class ImageArchive(string path, PublishedPart part) : ImageSource(part)
{
    // The largest published archive has 1.1 GB when it is unpacked.
    private const long MaxSize = 4L << 30;

    public override void Read(Use use)
    {
        PathKind.RefuseToRead(path);
        using FileStream file = File.OpenRead(path);
        try
        {
            using Stream plain = IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
            using TarReader tar = new(plain);
            Read(tar, use);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw new DamagedFileException($"{path}: not a whole tar file; download {Part.Archive} again ({Part.Home})", e);
        }
    }

    private void Read(TarReader tar, Use use)
    {
        bool[] isRead = new bool[Part.Files.Length];
        long left = MaxSize;
        while (isRead.Contains(false) && tar.GetNextEntry() is { } entry)
        {
            if ((left -= entry.Length) < 0)
                throw new DamagedFileException($"{path}: more than {MaxSize >> 30} GiB, which no archive of images has; download {Part.Archive} again ({Part.Home})");
            string name = entry.Name[(entry.Name.LastIndexOf('/') + 1)..];
            int place = Array.FindIndex(Part.Files, file => file.Name == name);
            if (place < 0 || isRead[place] || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            string where = $"{path}, {entry.Name}";
            byte[] bytes = new byte[SizeOf(entry.Length, where)];
            entry.DataStream?.ReadExactly(bytes);
            use(place, bytes, where);
            isRead[place] = true;
        }
        if (Array.IndexOf(isRead, false) is >= 0 and int absent)
            throw Absent(path, Part.Files[absent].Name);
    }

    private static bool IsGzip(FileStream file)
    {
        bool isGzip = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isGzip;
    }
}
