using System.IO.Compression;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Tests.Internals;

public class CheckedZipTests
{
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void What_was_written_is_read_and_nothing_else(CompressionLevel level)
    {
        byte[] content = [.. Enumerable.Range(0, 1_000).Select(i => (byte)(i * i >> 3))], file = Zip(content, level);
        Assert.Equal(content, Read(file));
        Assert.Equal(content, ReadStream(file));
        for (int at = 0; at < file.Length; at++)
        {
            byte[] flipped = [.. file];
            flipped[at] ^= 4;
            RefusesOrIs(content, () => Read(flipped));
            RefusesOrIs(content, () => ReadStream(flipped));
        }
    }

    private static void RefusesOrIs(byte[] content, Func<byte[]> read)
    {
        byte[] bytes;
        try
        {
            bytes = read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or NotSupportedException)
        {
            return;
        }
        Assert.Equal(content, bytes);
    }

    private static byte[] Zip(byte[] content, CompressionLevel level)
    {
        using MemoryStream file = new();
        using (ZipArchive zip = new(file, ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("a/b", level).Open();
            entry.Write(content);
        }
        return file.ToArray();
    }

    // Lengths are bounded by whoever reads.
    private static ZipArchiveEntry Entry(ZipArchive zip) => Assert.Single(zip.Entries) is { Length: <= 1 << 20 } entry ? entry : throw new InvalidDataException();

    private static byte[] Read(byte[] file)
    {
        using ZipArchive zip = new(new MemoryStream(file));
        return Entry(zip).ReadChecked();
    }

    private static byte[] ReadStream(byte[] file)
    {
        using ZipArchive zip = new(new MemoryStream(file));
        using Stream stream = Entry(zip).OpenChecked();
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
