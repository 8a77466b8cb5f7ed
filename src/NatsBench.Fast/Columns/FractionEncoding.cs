using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Columns;

/// <summary>
/// Losses. A mean over n images of float32 losses is an integer m over n·2^k, and m has some 40 bits where the double has 53:
/// <c>(m · 2^-k) / n</c> in double precision gives it back. Bytes: n (4), k of each item (1 each), the m (<see cref="CurveIntegers"/>),
/// the exceptions (<see cref="ExceptionList"/>).
/// </summary>
internal static class FractionEncoding
{
    // A sum of float32 losses that needs more bits is no sum of float32 losses, and would save little.
    private const int MaxBits = 44;
    private const int MaxPower = 60;

    // In place of a cell's power: it does not matter, or it is no such fraction.
    private const byte Absent = 255;
    private const byte Stranger = 254;

    /// <summary>Encodes a block.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="isNumber">Bitmap of those that matter; empty for all.</param>
    /// <param name="stride">Cells an item.</param>
    /// <param name="target">Receives the bytes.</param>
    /// <returns>False when the cells are no such fractions; what the target got then is worthless.</returns>
    public static bool TryEncode(ReadOnlySpan<double> cells, ReadOnlySpan<byte> isNumber, int stride, IBufferWriter<byte> target)
    {
        int images = ImageCounts.Find<ImageTest>(cells);
        if (images == 0)
            return false;

        int items = cells.Length / stride;
        byte[] powers = new byte[items], ownPowers = new byte[stride];
        using SpanOwner<long> owner = SpanOwner<long>.Allocate(cells.Length);
        Span<long> integers = owner.Span;
        List<(int, double)> exceptions = [];
        for (int item = 0; item < items; item++)
        {
            int first = item * stride;
            powers[item] = TakeItem(cells.Slice(first, stride), isNumber, first, images, integers.Slice(first, stride), ownPowers);
            long previous = 0;
            for (int i = 0; i < stride; i++)
            {
                // What does not matter repeats its neighbour, which costs nothing.
                if (ownPowers[i] <= powers[item])
                    previous = integers[first + i] << (powers[item] - ownPowers[i]);
                else if (ownPowers[i] != Absent)
                    exceptions.Add((first + i, cells[first + i]));
                integers[first + i] = previous;
            }
        }
        if (exceptions.Count > cells.Length / 16)
            return false;

        BinaryPrimitives.WriteInt32LittleEndian(target.GetSpan(sizeof(int)), images);
        target.Advance(sizeof(int));
        target.Write(powers);
        CurveIntegers.Encode(integers, stride, target);
        ExceptionList.Encode(exceptions, target);
        return true;
    }

    public static bool TryDecode(ReadOnlySpan<byte> source, int stride, Span<double> cells)
    {
        int items = cells.Length / stride;
        if (source.Length < sizeof(int) + items)
            return false;
        int images = BinaryPrimitives.ReadInt32LittleEndian(source);
        if (images <= 0)
            return false;
        ReadOnlySpan<byte> powers = source.Slice(sizeof(int), items);
        source = source[(sizeof(int) + items)..];
        if (!CurveIntegers.TryDecode(ref source, stride, MemoryMarshal.Cast<double, long>(cells)))
            return false;
        new FractionMeans(images).Decode(cells, stride, powers);
        return ExceptionList.TryApply(source, cells);
    }

    // Takes the cells of an item apart and finds their common power: the largest that a cell needs, unless it would make others too long.
    private static byte TakeItem(
        ReadOnlySpan<double> cells, ReadOnlySpan<byte> isNumber, int firstCell, int images, Span<long> integers, Span<byte> powers)
    {
        int largest = 0, bits = 0;
        for (int i = 0; i < cells.Length; i++)
        {
            if (!isNumber.IsEmpty && !Bitmap.Get(isNumber, firstCell + i))
            {
                powers[i] = Absent;
                continue;
            }
            bool taken = TryTake(cells[i], images, out integers[i], out int power);
            powers[i] = taken ? (byte)power : Stranger;
            if (taken)
            {
                largest = int.Max(largest, power);
                bits = int.Max(bits, BitLength(integers[i]) - power);
            }
        }
        return (byte)int.Clamp(largest, 0, int.Max(0, MaxPower - int.Max(bits, 0)));
    }

    /// <summary>Takes a value apart: value = (integer · 2^-power) / images, exactly, with the smallest such power.</summary>
    // The search for the number of images asks it millions of times in a row, at once: no time to warm up.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryTake(double value, int images, out long integer, out int power)
    {
        (integer, power) = (0, 0);
        if (value == 0)
            return !double.IsNegative(value);
        if (!double.IsFinite(value))
            return false;
        double sum = value * images;
        int scale = MaxBits - 1 - Exponent(sum);
        if (scale is < 0 or > MaxPower)
            return false;
        integer = (long)Math.Round(sum * PowerOfTwo(scale));
        if (integer == 0 || integer * PowerOfTwo(-scale) / images != value)
            return false;
        int zeros = int.Min(BitOperations.TrailingZeroCount(integer), scale);
        integer >>= zeros;
        power = scale - zeros;
        return true;
    }

    // Of a normal number; a smaller one gets an exponent that leads to refusal as well.
    private static int Exponent(double value) => (int)((BitConverter.DoubleToInt64Bits(value) >> 52) & 0x7FF) - 1023;

    public static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);

    private static int BitLength(long integer) => 64 - BitOperations.LeadingZeroCount((ulong)long.Abs(integer));

    /// <summary>What means over n images are.</summary>
    internal readonly struct ImageTest : IImageTest
    {
        /// <inheritdoc/>
        public static bool Fits(double value, int images) => TryTake(value, images, out _, out _);

        /// <inheritdoc/>
        public static int SkipTo(double one, double other, int images, int limit)
        {
            Vector<double> first = new(one), second = new(other);
            for (; images < limit; images += Vector<double>.Count)
            {
                Vector<double> candidates = Vector.CreateSequence<double>(images, 1);
                if (Vector.EqualsAny(Nearest(first * candidates) / candidates, first) || Vector.EqualsAny(Nearest(second * candidates) / candidates, second))
                    return images;
            }
            return limit;
        }

        // As TryTake, of any size: the nearest numbers of so many bits, the even one of two.
        private static Vector<double> Nearest(Vector<double> sums)
        {
            const int Gone = 53 - MaxBits;
            Vector<long> bits = sums.As<double, long>();
            Vector<long> odd = (bits >> Gone) & Vector<long>.One;
            return ((bits + odd + new Vector<long>((1L << (Gone - 1)) - 1)) & new Vector<long>(-1L << Gone)).As<long, double>();
        }
    }
}
