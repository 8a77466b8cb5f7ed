using System.Globalization;
using ICSharpCode.SharpZipLib.BZip2;
using NatsBench.Fast.Conversion.Bzip2;

namespace NatsBench.Fast.Conversion.Tests.Bzip2;

public sealed class Bzip2Tests
{
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
            Assert.Throws<DamagedFileException>(() => Decompress(part));
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
        Assert.Throws<DamagedFileException>(() => Bzip2File.Decompress(bomb, bomb.Length, ref buffer, "x.pbz2", 1 << 20));
    }

    [Fact]
    public void A_stream_of_empty_blocks_is_refused_before_the_stack_ends()
    {
        byte[] empty = EmptyBlocks(20_000);
        string message = Assert.Throws<DamagedFileException>(() => Decompress(empty)).Message;
        // Thousands of blocks were passed, until the stack or the file ended: it was no error of the first.
        string place = message.Split("at byte ")[1].Split(')')[0];
        Assert.InRange(int.Parse(place, CultureInfo.InvariantCulture), 10_000, empty.Length);
    }

    /// <summary>Blocks of a single end-of-block symbol, which the decompressor passes by calling itself.</summary>
    private static byte[] EmptyBlocks(int count)
    {
        var bits = new List<bool>();
        void Add(ulong value, int length)
        {
            for (int i = length - 1; i >= 0; i--)
                bits.Add((value >> i & 1) != 0);
        }
        for (int i = 0; i < count; i++)
        {
            Add(0x314159265359, 48);
            Add(0, 32); // the CRC of nothing
            Add(0, 1 + 24); // not randomised, origin
            Add(0x8000, 16); // one byte in use
            Add(0x8000, 16);
            Add(2, 3); // two tables
            Add(1, 15); // one selector
            Add(0, 1);
            for (int table = 0; table < 2; table++)
            {
                Add(2, 5);
                Add(0, 3); // three symbols of two bits
            }
            Add(2, 2); // end of block
        }
        byte[] bytes = new byte[4 + (bits.Count / 8) + 1];
        "BZh1"u8.CopyTo(bytes);
        for (int i = 0; i < bits.Count; i++)
            if (bits[i])
                bytes[4 + (i / 8)] |= (byte)(0x80 >> (i % 8));
        return bytes;
    }

    private static byte[] Plain(int size)
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

    private static byte[] Decompress(byte[] compressed)
    {
        byte[] buffer = [];
        int length = Bzip2File.Decompress(compressed, compressed.Length, ref buffer, "x.pbz2");
        return buffer[..length];
    }

    private static byte[] DecompressStream(byte[] compressed)
    {
        using var stream = new Bzip2Stream(new CompressedInput(new MemoryStream(compressed)), "x.pbz2");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
