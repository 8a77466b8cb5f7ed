using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

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

    /// <summary>Encodes a block.</summary>
    /// <param name="cells">Its cells.</param>
    /// <param name="isNumber">Bitmap of those that matter; empty for all.</param>
    /// <param name="stride">Cells an item.</param>
    /// <param name="target">Receives the bytes.</param>
    /// <returns>False when the cells are no such fractions; what the target got then is worthless.</returns>
    public static bool TryEncode(ReadOnlySpan<double> cells, ReadOnlySpan<byte> isNumber, int stride, IBufferWriter<byte> target)
    {
        int images = ImageCounts.Find(cells, static (value, images) => TryTake(value, images, out _, out _));
        if (images == 0)
            return false;

        int items = cells.Length / stride;
        byte[] powers = new byte[items];
        long[] integers = new long[cells.Length];
        List<(int, double)> exceptions = [];
        for (int item = 0; item < items; item++)
        {
            powers[item] = (byte)PowerOf(cells.Slice(item * stride, stride), isNumber, item * stride, images);
            long previous = 0;
            for (int cell = item * stride; cell < (item + 1) * stride; cell++)
            {
                if (isNumber.IsEmpty || Bitmap.Get(isNumber, cell))
                {
                    if (TryTake(cells[cell], images, out long integer, out int power) && power <= powers[item])
                        previous = integer << (powers[item] - power);
                    else
                        exceptions.Add((cell, cells[cell]));
                }
                integers[cell] = previous;
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
        double images = BinaryPrimitives.ReadInt32LittleEndian(source);
        ReadOnlySpan<byte> powers = source.Slice(sizeof(int), items);
        source = source[(sizeof(int) + items)..];
        Span<long> integers = MemoryMarshal.Cast<double, long>(cells);
        if (!CurveIntegers.TryDecode(ref source, stride, integers))
            return false;
        for (int item = 0; item < items; item++)
        {
            double scale = Math.ScaleB(1, -powers[item]);
            Span<double> own = cells.Slice(item * stride, stride);
            for (int i = 0; i < own.Length; i++)
                own[i] = BitConverter.DoubleToInt64Bits(own[i]) * scale / images;
        }
        return ExceptionList.TryApply(source, cells);
    }

    // The common power of an item: the largest that a cell needs, without the few cells that would make all others long.
    private static int PowerOf(ReadOnlySpan<double> cells, ReadOnlySpan<byte> isNumber, int firstCell, int images)
    {
        int largest = 0, bits = 0;
        for (int i = 0; i < cells.Length; i++)
            if ((isNumber.IsEmpty || Bitmap.Get(isNumber, firstCell + i)) && TryTake(cells[i], images, out long integer, out int power))
            {
                largest = int.Max(largest, power);
                bits = int.Max(bits, BitLength(integer) - power);
            }
        return int.Clamp(largest, 0, int.Max(0, MaxPower - int.Max(bits, 0)));
    }

    /// <summary>Takes a value apart: value = (integer · 2^-power) / images, exactly, with the smallest such power.</summary>
    private static bool TryTake(double value, int images, out long integer, out int power)
    {
        (integer, power) = (0, 0);
        if (value == 0)
            return !double.IsNegative(value);
        if (!double.IsFinite(value))
            return false;
        double sum = value * images;
        int scale = MaxBits - 1 - Math.ILogB(sum);
        if (scale is < 0 or > MaxPower)
            return false;
        integer = (long)Math.Round(Math.ScaleB(sum, scale));
        if (integer == 0 || Math.ScaleB(integer, -scale) / images != value)
            return false;
        int zeros = int.Min(BitOperations.TrailingZeroCount(integer), scale);
        integer >>= zeros;
        power = scale - zeros;
        return true;
    }

    private static int BitLength(long integer) => 64 - BitOperations.LeadingZeroCount((ulong)long.Abs(integer));
}
