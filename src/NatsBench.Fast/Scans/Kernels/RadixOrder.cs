using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// A stable order by doubles, in linear time. Their bits, made to sort as integers, are cut to the leading 40 of what differs, which tells
/// numbers from their own rounding: five passes over words that hold this prefix and the index (four, of more than 16 million numbers). Those that share a prefix and are no ties are sorted among themselves.
/// </summary>
internal static class RadixOrder
{
    private const int DigitBits = 8;
    private const int MostDigits = 5;
    private const int Radix = 1 << DigitBits;

    /// <summary>Up to here, insertion takes less than five passes.</summary>
    private const int Short = 32;

    /// <summary>Reorders indices so that their values ascend; those of equal values stay as they were. No value is NaN.</summary>
    public static void Sort(ReadOnlySpan<double> values, Span<int> indices)
    {
        if (indices.Length <= Short)
        {
            Insert(values, indices);
            return;
        }
        (ulong least, ulong greatest) = Range(values, indices);
        if (least == greatest)
            return;
        int digits = values.Length >> (64 - MostDigits * DigitBits) == 0 ? MostDigits : MostDigits - 1;
        int indexBits = 64 - digits * DigitBits;
        int shift = int.Max(0, 64 - (int)ulong.LeadingZeroCount(greatest - least) - digits * DigitBits);
        using SpanOwner<ulong> owner = SpanOwner<ulong>.Allocate(2 * indices.Length);
        ReadOnlySpan<ulong> sorted = SortPrefixes(values, indices, least, shift, digits, owner.Span);
        ulong indexMask = (1ul << indexBits) - 1;
        double last = double.NegativeInfinity;
        bool isOrdered = true;
        for (int i = 0; i < indices.Length; i++)
        {
            indices[i] = (int)(sorted[i] & indexMask);
            isOrdered &= last <= values[indices[i]];
            last = values[indices[i]];
        }
        // Ties stay as they are, so mostly nothing is left. Each level takes away 32 bits at least: there are two.
        for (int start = 0, end; !isOrdered && start < indices.Length; start = end)
        {
            end = start + 1;
            while (end < indices.Length && sorted[end] >> indexBits == sorted[start] >> indexBits)
                end++;
            if (end - start > 1)
                Sort(values, indices[start..end]);
        }
    }

    private static ReadOnlySpan<ulong> SortPrefixes(
        ReadOnlySpan<double> values, ReadOnlySpan<int> indices, ulong least, int shift, int digits, Span<ulong> scratch)
    {
        Span<ulong> from = scratch[..indices.Length];
        Span<ulong> to = scratch[indices.Length..];
        Span<int> places = stackalloc int[MostDigits * Radix];
        int indexBits = 64 - digits * DigitBits;
        for (int i = 0; i < indices.Length; i++)
        {
            ulong item = (((Key(values[indices[i]]) - least) >> shift) << indexBits) | (uint)indices[i];
            from[i] = item;
            for (int digit = 0; digit < digits; digit++)
                places[digit * Radix + (byte)(item >> (indexBits + digit * DigitBits))]++;
        }
        for (int digit = 0; digit < digits; digit++)
        {
            Span<int> place = places.Slice(digit * Radix, Radix);
            TurnIntoStarts(place);
            int digitShift = indexBits + digit * DigitBits;
            foreach (ulong item in from)
                to[place[(byte)(item >> digitShift)]++] = item;
            Span<ulong> before = from;
            from = to;
            to = before;
        }
        return from;
    }

    private static (ulong Least, ulong Greatest) Range(ReadOnlySpan<double> values, ReadOnlySpan<int> indices)
    {
        double least = double.PositiveInfinity;
        double greatest = double.NegativeInfinity;
        foreach (int index in indices)
        {
            least = values[index] < least ? values[index] : least;
            greatest = values[index] > greatest ? values[index] : greatest;
        }
        return (Key(least), Key(greatest));
    }

    private static void Insert(ReadOnlySpan<double> values, Span<int> indices)
    {
        for (int i = 1; i < indices.Length; i++)
        {
            int index = indices[i];
            int place = i;
            for (; place > 0 && values[indices[place - 1]] > values[index]; place--)
                indices[place] = indices[place - 1];
            indices[place] = index;
        }
    }

    /// <summary>An unsigned integer for each number, ascending as they do and equal where they are.</summary>
    private static ulong Key(double value)
    {
        // Adding 0 makes -0 positive. Of negative numbers all bits are turned over, of others the sign.
        long bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    private static void TurnIntoStarts(Span<int> counts)
    {
        int start = 0;
        foreach (ref int count in counts)
            (count, start) = (start, start + count);
    }
}
