using NatsBench.Fast.Conversion.Bzip2;

namespace NatsBench.Fast.Conversion.Tests.Bzip2;

public sealed class SharpZipLibraryTests : Bzip2Tests
{
    private protected override Bzip2Library Library => Bzip2Library.Managed;

    [Fact]
    public void A_stream_of_empty_blocks_is_refused_before_the_stack_ends()
    {
        byte[] empty = EmptyBlocks(20_000);
        string message = Assert.Throws<DamagedFileException>(() => Decompress(empty)).Message;
        // Thousands of blocks were passed, until the stack or the file ended: it was no error of the first.
        Assert.InRange(PlaceIn(message), 10_000, empty.Length);
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
}
