using System.Globalization;
using ICSharpCode.SharpZipLib.BZip2;
using NatsBench.Fast.Conversion.Bzip2;

namespace NatsBench.Fast.Conversion.Tests.Bzip2;

/// <summary>What holds for either library.</summary>
public abstract class Bzip2Tests
{
    private protected abstract Bzip2Library Library { get; }

    [Fact]
    public void The_library_says_its_name_and_version() => Assert.Matches(@"^(libbz2|SharpZipLib) \d+\.\d+\.\d+$", Library.Name);

    [Theory]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(500_000)]
    public void What_was_compressed_comes_back(int size)
    {
        byte[] plain = Plain(size);
        Assert.Equal(plain, Decompress(Compress(plain)));
        Assert.Equal(plain, DecompressStream(Compress(plain)));
    }

    [Fact]
    public void Streams_behind_one_another_are_one()
    {
        byte[] a = Plain(1000), b = Plain(100_000);
        Assert.Equal([.. a, .. b], Decompress([.. Compress(a), .. Compress(b)]));
        Assert.Equal([.. a, .. b], DecompressStream([.. Compress(a), .. Compress(b)]));
    }

    [Fact]
    public void Bytes_behind_the_last_stream_are_ignored()
    {
        byte[] plain = Plain(1000);
        Assert.Equal(plain, Decompress([.. Compress(plain), 1, 2, 3, 4, 5]));
        Assert.Equal(plain, DecompressStream([.. Compress(plain), 1, 2, 3, 4, 5]));
    }

    [Fact]
    public void A_damaged_second_stream_is_refused_at_its_place()
    {
        byte[] first = Compress(Plain(1000)), second = Compress(Plain(5000));
        second[second.Length / 2] ^= 1;
        string message = Assert.Throws<DamagedFileException>(() => Decompress([.. first, .. second])).Message;
        Assert.StartsWith("x.pbz2: not a whole bzip2 stream (at byte ", message, StringComparison.Ordinal);
        Assert.InRange(PlaceIn(message), first.Length + second.Length / 2, first.Length + second.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("BZ")]
    [InlineData("\u0080\u0004abc")]
    [InlineData("BZh0abc")]
    public void Another_format_is_refused(string text)
    {
        byte[] bytes = [.. text.Select(c => (byte)c)];
        var refusal = Assert.Throws<DamagedFileException>(() => Decompress(bytes));
        Assert.Contains("x.pbz2: not a bzip2 file", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] whole = Compress(Plain(500));
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] part = whole[..length];
            string message = Assert.Throws<DamagedFileException>(() => Decompress(part)).Message;
            if (length >= 4)
                Assert.Equal(length, PlaceIn(message));
        }
    }

    [Fact]
    public void A_changed_bit_is_seen_anywhere()
    {
        byte[] plain = Plain(200);
        byte[] whole = Compress(plain);
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] changed = [.. whole];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                // What does not matter, such as the padding of the last byte or a larger block size, may change.
                Assert.Equal(plain, Decompress(changed));
            }
            catch (DamagedFileException e)
            {
                Assert.Contains("download it again", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_bomb_is_stopped()
    {
        byte[] bomb = Compress(new byte[3 << 20]);
        byte[] buffer = [];
        Assert.Throws<DamagedFileException>(() => Bzip2File.Decompress(bomb, bomb.Length, ref buffer, "x.pbz2", Library, 1 << 20));
    }

    [Fact]
    public void Threads_do_not_disturb_one_another() => Parallel.For(0, 64, i =>
    {
        byte[] plain = Plain(1000 * (i + 1)), compressed = Compress(plain);
        Assert.Equal(plain, Decompress(compressed));
        compressed[compressed.Length / 2] ^= 0x55;
        Assert.Throws<DamagedFileException>(() => Decompress(compressed));
    });

    internal static byte[] Plain(int size)
    {
        byte[] plain = new byte[size];
        var random = new Random(size);
        for (int i = 0; i < size; i++)
            plain[i] = (byte)(random.Next(4) == 0 ? random.Next(256) : 'a');
        return plain;
    }

    internal static byte[] Compress(byte[] plain)
    {
        using var memory = new MemoryStream();
        using (var stream = new BZip2OutputStream(memory, blockSize: 1) { IsStreamOwner = false })
            stream.Write(plain);
        return memory.ToArray();
    }

    private protected static int PlaceIn(string message) =>
        int.Parse(message.Split("at byte ")[1].Split(')')[0], CultureInfo.InvariantCulture);

    private protected byte[] Decompress(byte[] compressed)
    {
        byte[] buffer = [];
        int length = Bzip2File.Decompress(compressed, compressed.Length, ref buffer, "x.pbz2", Library);
        return buffer[..length];
    }

    private byte[] DecompressStream(byte[] compressed)
    {
        using var stream = new Bzip2Stream(new CompressedInput(new MemoryStream(compressed)), "x.pbz2", Library);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
