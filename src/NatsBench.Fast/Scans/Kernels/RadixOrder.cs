using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// A stable order by doubles, in linear time: their bits, made to sort as integers, digit by digit from the lowest. Digits that all
/// keys share, such as sign and most of the exponent, take no pass.
/// </summary>
internal static class RadixOrder
{
    private const int DigitBits = 11;
    private const int Digits = 6;
    private const int Radix = 1 << DigitBits;

    /// <summary>Reorders indices so that their values ascend; those of equal values stay as they were. No value is NaN.</summary>
    public static void Sort(ReadOnlySpan<double> values, Span<int> indices)
    {
        int count = indices.Length;
        using SpanOwner<ulong> keyOwner = SpanOwner<ulong>.Allocate(2 * count);
        using SpanOwner<int> otherOwner = SpanOwner<int>.Allocate(count);
        using SpanOwner<int> placeOwner = SpanOwner<int>.Allocate(Digits * Radix, AllocationMode.Clear);
        Span<ulong> keys = keyOwner.Span[..count];
        Span<ulong> otherKeys = keyOwner.Span[count..];
        Span<int> from = indices;
        Span<int> to = otherOwner.Span;
        Span<int> places = placeOwner.Span;

        for (int i = 0; i < count; i++)
        {
            ulong key = Key(values[indices[i]]);
            keys[i] = key;
            for (int digit = 0; digit < Digits; digit++)
                places[digit * Radix + Digit(key, digit)]++;
        }
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> place = places.Slice(digit * Radix, Radix);
            if (count == 0 || place[Digit(keys[0], digit)] == count)
                continue;
            TurnIntoStarts(place);
            for (int i = 0; i < count; i++)
            {
                ulong key = keys[i];
                int target = place[Digit(key, digit)]++;
                otherKeys[target] = key;
                to[target] = from[i];
            }
            Span<ulong> keysBefore = keys;
            keys = otherKeys;
            otherKeys = keysBefore;
            Span<int> before = from;
            from = to;
            to = before;
        }
        if (from != indices)
            from.CopyTo(indices);
    }

    /// <summary>An unsigned integer for each number, ascending as they do and equal where they are.</summary>
    private static ulong Key(double value)
    {
        // Adding 0 makes -0 positive. Of negative numbers all bits are turned over, of others the sign.
        long bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    private static int Digit(ulong key, int digit) => (int)(key >> (digit * DigitBits)) & (Radix - 1);

    private static void TurnIntoStarts(Span<int> counts)
    {
        int start = 0;
        foreach (ref int count in counts)
            (count, start) = (start, start + count);
    }
}
