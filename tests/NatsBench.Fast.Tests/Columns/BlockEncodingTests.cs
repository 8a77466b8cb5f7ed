using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using CsCheck;
using NatsBench.Fast.Columns;
using NatsBench.Fast.Format;

namespace NatsBench.Fast.Tests.Columns;

/// <summary>Every encoding gives the cells back to the last bit, chosen by itself.</summary>
[Trait("Category", "Kernel")]
public sealed class BlockEncodingTests
{
    private static readonly int[] SetSizes = [3_000, 5_000, 6_000, 10_000, 25_000, 50_000, 151_700, 777, 4_096, 123_457];

    [Fact]
    public void Accuracies_become_counts() => GenCurves((images, random) =>
    {
        BatchedMean mean = new(images);
        int last = images % 256 == 0 ? 256 : images % 256;
        int ofLast = random.Next(last + 1);
        return mean.Of(random.Next(ofLast, images - last + ofLast + 1), ofLast);
    }).Sample(block => Assert.Equal(BlockEncoding.Count, RoundTrip(block)), iter: 200);

    [Fact]
    public void Losses_become_fractions() => GenCurves((images, random) =>
    {
        // As the original code adds them: a float32 loss of each batch, times its size.
        double sum = 0;
        for (int first = 0; first < images; first += 256)
            sum += (float)(1 + random.NextDouble() * 3) * (double)int.Min(256, images - first);
        return sum / images;
    }).Sample(block => Assert.Equal(BlockEncoding.Fraction, RoundTrip(block)), iter: 200);

    [Fact]
    public void Holes_and_strangers_among_them_come_back_too() => Gen.Select(
        GenCurves((images, random) => new BatchedMean(images).Of(random.Next(300, images), random.Next(2))),
        Gen.Int[0, 1_000_000], Gen.Double).Sample((block, seed, stranger) =>
        {
            Random random = new(seed);
            byte[] present = new byte[Bitmap.ByteCount(block.Cells.Length)];
            for (int cell = 0; cell < block.Cells.Length; cell++)
            {
                if (random.Next(10) > 0)
                    Bitmap.Set(present, cell);
                if (random.Next(40) == 0)
                    block.Cells[cell] = random.Next(4) switch { 0 => double.NaN, 1 => -0.0, 2 => double.NegativeInfinity, _ => stranger };
            }
            RoundTrip(block, present);
        }, iter: 300);

    [Fact]
    public void Arbitrary_doubles_come_back() =>
        Gen.Select(Gen.Double.Array[1, 400], Gen.Int[1, 20]).Sample((cells, stride) =>
        {
            if (cells.Length >= stride)
                RoundTrip((cells[..(cells.Length / stride * stride)], stride));
        }, iter: 150);

    [Fact]
    public void Equal_cells_and_equal_curves_are_kept_once()
    {
        Assert.Equal(BlockEncoding.Constant, RoundTrip(([1.5, 1.5, 1.5, 1.5], 2)));
        Assert.Equal(BlockEncoding.Repeated, RoundTrip(([1.5, 1.5, 0.1, 0.1], 2)));
    }

    [Fact]
    public void Integers_and_bytes_come_back()
    {
        Gen.Int.Array[1, 300].Sample(cells => RoundTrip<int>(cells, ElementType.Int32));
        Gen.Long.Array[1, 300].Sample(cells => RoundTrip<long>(cells, ElementType.Int64));
        Gen.Byte.Array[1, 300].Sample(cells => RoundTrip<byte>(cells, ElementType.Bytes));
    }

    [Fact]
    public void Bits_come_back_at_every_width() =>
        Gen.Select(Gen.ULong.Array[1, 200], Gen.Int[0, 64]).Sample((values, width) =>
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = width == 0 ? 0 : values[i] >> (64 - width);
            ArrayBufferWriter<byte> bytes = new();
            BitPacking.Encode(values, bytes);
            ReadOnlySpan<byte> source = bytes.WrittenSpan;
            ulong[] decoded = new ulong[values.Length];
            Assert.True(BitPacking.TryDecode(ref source, decoded));
            Assert.Equal(values, decoded);
            Assert.True(source.IsEmpty);
            ReadOnlySpan<byte> cut = bytes.WrittenSpan[..^1];
            Assert.False(BitPacking.TryDecode(ref cut, decoded));
        });

    /// <summary>Bytes that no writer makes: no images, or more of a batch than it has.</summary>
    [Fact]
    public void Impossible_images_are_refused()
    {
        double[] cells = new double[BitPacking.GroupSize];
        Assert.True(FractionEncoding.TryDecode(Encoded(images: 5_000, powers: 1, ofLast: []), cells.Length, cells));
        Assert.False(FractionEncoding.TryDecode(Encoded(images: 0, powers: 1, ofLast: []), cells.Length, cells));
        Assert.False(FractionEncoding.TryDecode(Encoded(images: -1, powers: 1, ofLast: []), cells.Length, cells));
        ulong[] ofLast = new ulong[cells.Length];
        ofLast[5] = 511;
        Assert.True(CountEncoding.TryDecode(Encoded(images: 5_000, powers: 0, ofLast), cells.Length, cells));
        Assert.False(CountEncoding.TryDecode(Encoded(images: 0, powers: 0, ofLast), cells.Length, cells));
        ofLast[5] = 512;
        Assert.False(CountEncoding.TryDecode(Encoded(images: 5_000, powers: 0, ofLast), cells.Length, cells));

        static byte[] Encoded(int images, int powers, ulong[] ofLast)
        {
            ArrayBufferWriter<byte> bytes = new();
            bytes.Write(BitConverter.GetBytes(images));
            bytes.Write(new byte[powers]);
            CurveIntegers.Encode(new long[BitPacking.GroupSize], BitPacking.GroupSize, bytes);
            BitPacking.Encode(ofLast, bytes);
            ExceptionList.Encode([], bytes);
            return bytes.WrittenSpan.ToArray();
        }
    }

    /// <summary>Whatever the bytes are, decoding ends with an answer or a reason, never with an exception.</summary>
    [Fact]
    public void No_bytes_make_the_decoder_fail() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, 8], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[1, 20], Gen.Int[1, 5]).Sample(
            (stored, encoding, compression, presence, items, stride) =>
            {
                BlockEntry entry = new(
                    64, stored.Length, compression == 0 ? stored.Length : 100, 0, items, stride, 0, (BlockEncoding)encoding,
                    (BlockCompression)compression, (BlockPresence)presence, XxHash3.HashToUInt64(stored));
                BlockDecoder.Decode(entry, stored, new byte[BlockDecoder.RoomFor(entry)], sizeof(double), new byte[items * stride * sizeof(double)], out _, out _);
            }, iter: 20_000);

    private static Gen<(double[] Cells, int Stride)> GenCurves(Func<int, Random, double> value) =>
        Gen.Select(Gen.Int[0, SetSizes.Length - 1], Gen.Int[4, 12], Gen.Int[20, 60], Gen.Int[0, 1_000_000]).Select((set, items, stride, seed) =>
        {
            Random random = new(seed);
            double[] cells = new double[items * stride];
            for (int cell = 0; cell < cells.Length; cell++)
                cells[cell] = value(SetSizes[set], random);
            return (cells, stride);
        });

    private static BlockEncoding RoundTrip((double[] Cells, int Stride) block, byte[]? present = null)
    {
        BlockEncoding encoding = Decode(block.Cells, ElementType.Float64, block.Stride, present ?? [], out double[] decoded, out byte[]? bitmap);
        for (int cell = 0; cell < decoded.Length; cell++)
            if (present is null || Bitmap.Get(present, cell))
                Assert.Equal(BitConverter.DoubleToInt64Bits(block.Cells[cell]), BitConverter.DoubleToInt64Bits(decoded[cell]));
        Assert.Equal(present, bitmap);
        return encoding;
    }

    private static void RoundTrip<T>(T[] cells, ElementType type)
        where T : unmanaged
    {
        Decode(cells, type, 1, [], out T[] decoded, out _);
        Assert.Equal(cells, decoded);
    }

    private static BlockEncoding Decode<T>(T[] cells, ElementType type, int stride, byte[] present, out T[] decoded, out byte[]? bitmap)
        where T : unmanaged
    {
        PackedBlock packed = new BlockEncoder().Encode(MemoryMarshal.AsBytes(cells.AsSpan()), type, stride, present, []);
        BlockEntry entry = new(
            64, packed.Stored.Length, packed.PackedLength, 0, cells.Length / stride, stride, 0, packed.Encoding, packed.Compression,
            packed.Presence, XxHash3.HashToUInt64(packed.Stored));
        decoded = new T[cells.Length];
        Assert.Null(BlockDecoder.Decode(entry, packed.Stored, new byte[BlockDecoder.RoomFor(entry)], type.Width(), MemoryMarshal.AsBytes(decoded.AsSpan()), out bitmap, out _));
        return packed.Encoding;
    }
}
