using System.Numerics;
using System.Runtime.InteropServices;
using CsCheck;
using NatsBench.Fast.Columns;

namespace NatsBench.Fast.Tests.Columns;

/// <summary>Every kernel of decoding gives what its scalar twin gives, to the last bit, with whatever registers the machine has.</summary>
[Trait("Category", "Kernel")]
public sealed class DecodingKernelTests
{
    private static readonly int[] SetSizes = [1, 3_000, 5_000, 6_000, 10_000, 25_000, 50_000, 151_700, 256, 777, 123_457, int.MaxValue];

    // Beyond any vector and any group: lengths around their multiples are what matters.
    private static readonly Gen<int> Length = Gen.Int[0, 150];

    /// <summary>Integers of every length in bits, negative ones too.</summary>
    private static readonly Gen<long> Integer = Gen.Select(Gen.Long, Gen.Int[0, 63]).Select((value, shift) => value >> shift);

    [Fact]
    public void Groups_of_every_width_come_apart_alike() =>
        Gen.Select(Gen.ULong.Array[BitPacking.GroupSize], Gen.Byte.Array[100], Gen.Int[0, 100]).Sample((values, after, slack) =>
        {
            for (int width = 0; width <= 64; width++)
            {
                ulong[] group = [.. values.Select(value => width == 0 ? 0 : value >> (64 - width))];
                byte[] source = [.. Pack(group, width), .. after[..slack]];
                Decoded(BitUnpacking.Scalar);
                Decoded(BitUnpacking.Read);
                if (BitUnpacking.CanVector256(source.Length, width, group.Length))
                    Decoded(BitUnpacking.ReadVector256);
                if (BitUnpacking.CanVector512(source.Length, width, group.Length))
                    Decoded(BitUnpacking.ReadVector512);

                void Decoded(UnpackGroup kernel)
                {
                    ulong[] decoded = new ulong[group.Length];
                    kernel(source, width, decoded);
                    Assert.Equal(group, decoded);
                }
            }
        }, iter: 200);

    [Fact]
    public void Zigzag_integers_add_up_alike() => Gen.Select(Integer.Array[0, 150], Integer, Gen.Int[0, 9]).Sample((steps, start, apart) =>
    {
        ulong[] zigzag = [.. steps.Select(ZigZagSums.Encode)];
        long[] expected = new long[steps.Length], sums = new long[steps.Length], singles = new long[steps.Length];
        ZigZagSums.Scalar(zigzag, start, expected);
        ZigZagSums.Run(zigzag, start, sums);
        Assert.Equal(expected, sums);
        ZigZagSums.Decode(zigzag, singles);
        Assert.Equal(steps, singles);

        // As curves use it: the steps lie behind the sums, and are overwritten.
        long[] both = [.. new long[apart], .. zigzag.Select(step => (long)step)];
        ZigZagSums.Run(MemoryMarshal.Cast<long, ulong>(both.AsSpan(apart)), start, both.AsSpan(0, steps.Length));
        Assert.Equal(expected, both[..steps.Length]);
    }, iter: 2_000);

    [Fact]
    public void Running_sums_are_alike()
    {
        Gen.Int.Array[0, 150].Sample(RunningSumsAgree, iter: 1_000);
        Gen.Long.Array[0, 150].Sample(RunningSumsAgree, iter: 1_000);

        static void RunningSumsAgree<T>(T[] integers)
            where T : unmanaged, IBinaryInteger<T>
        {
            T[] expected = [.. integers];
            RunningSums.Scalar(expected, T.Zero);
            RunningSums.Run<T>(integers);
            Assert.Equal(expected, integers);
        }
    }

    [Fact]
    public void Fractions_are_alike() =>
        Gen.Select(Integer.Array[0, 450], Gen.Int[1, 150], Gen.Byte.Array[450], Gen.OneOf<int>(SetSizes)).Sample((integers, stride, powers, images) =>
        {
            int items = integers.Length / stride;
            double[] expected = [.. integers[..(items * stride)].Select(BitConverter.Int64BitsToDouble)], decoded = [.. expected];
            FractionMeans means = new(images);
            means.Scalar(expected, [.. expected.Select((_, cell) => Math.Pow(2, -powers[cell / stride]))]);
            means.Decode(decoded, stride, powers.AsSpan(0, items));
            Assert.Equal(Bits(expected), Bits(decoded));
        }, iter: 2_000);

    [Fact]
    public void Counts_are_alike() =>
        Gen.Select(Gen.Select(Integer, Gen.ULong[0, 511]).Array[0, BitPacking.GroupSize], Gen.OneOf<int>(SetSizes)).Sample((counts, images) =>
        {
            double[] expected = [.. counts.Select(count => BitConverter.Int64BitsToDouble(count.Item1))], decoded = [.. expected];
            ulong[] ofLast = [.. counts.Select(count => count.Item2)];
            CountMeans means = new(new BatchedMean(images));
            means.Scalar(expected, ofLast);
            means.Decode(decoded, ofLast);
            Assert.Equal(Bits(expected), Bits(decoded));
        }, iter: 5_000);

    /// <summary>Dividends as near as doubles come to where rounding turns: next to n times a point halfway between two doubles.</summary>
    [Fact]
    public void Quotients_at_the_turn_of_rounding_are_alike() =>
        Gen.Select(Gen.ULong[1UL << 52, (1UL << 53) - 1].Array[64], Gen.Int[1, int.MaxValue], Gen.Int[-60, 0]).Sample((mantissas, images, exponent) =>
        {
            double[] values = new double[4 * mantissas.Length];
            for (int i = 0; i < mantissas.Length; i++)
            {
                // Halfway above the mantissa, in units of its last place; the product has up to 85 bits and is rounded down to a double.
                UInt128 product = ((UInt128)mantissas[i] * 2 + 1) * (UInt128)images;
                double below = Math.ScaleB((double)(ulong)(product >> Shift(product)), Shift(product) + exponent);
                (values[4 * i], values[4 * i + 1], values[4 * i + 2]) = (below, Math.BitIncrement(below), -below);
                values[4 * i + 3] = Math.ScaleB(mantissas[i], exponent);
            }
            ImageDivision division = new(images);
            for (int i = 0; i < values.Length; i += Vector<double>.Count)
            {
                Vector<double> quotients = division.Divide(new Vector<double>(values, i));
                for (int lane = 0; lane < Vector<double>.Count; lane++)
                    Assert.Equal(BitConverter.DoubleToInt64Bits(division.Scalar(values[i + lane])), BitConverter.DoubleToInt64Bits(quotients[lane]));
            }

            static int Shift(UInt128 product) => int.Max(0, 128 - (int)UInt128.LeadingZeroCount(product) - 53);
        }, iter: 5_000);

    [Fact]
    public void Regrouped_bytes_come_back_alike() =>
        Gen.Select(Length, Gen.OneOf<int>(1, 4, 8), Gen.Byte.Array[1_200]).Sample((count, width, bytes) =>
        {
            byte[] expected = new byte[count * width], decoded = new byte[count * width];
            ByteShuffle.Scalar(bytes.AsSpan(0, count * width), width, expected, from: 0);
            ByteShuffle.Decode(bytes.AsSpan(0, count * width), width, decoded);
            Assert.Equal(expected, decoded);
            byte[] again = new byte[count * width];
            ByteShuffle.Encode(expected, width, again);
            Assert.Equal(bytes[..(count * width)], again);
        }, iter: 2_000);

    private delegate void UnpackGroup(ReadOnlySpan<byte> source, int width, Span<ulong> group);

    // One bit after the other, as docs/format.md says it.
    private static byte[] Pack(ulong[] group, int width)
    {
        byte[] bytes = new byte[(group.Length * width + 7) / 8];
        for (int bit = 0; bit < group.Length * width; bit++)
            if ((group[bit / width] >> (bit % width) & 1) == 1)
                Bitmap.Set(bytes, bit);
        return bytes;
    }

    private static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];
}
