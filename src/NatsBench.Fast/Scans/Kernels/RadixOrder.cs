using CommunityToolkit.HighPerformance.Buffers;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// A stable order by doubles, in linear time. Their bits, made to sort as integers, are cut to the leading 24 of what differs: three
/// passes over words that hold this prefix and the index. The few that share a prefix are sorted among themselves.
/// </summary>
internal static class RadixOrder
{
    private const int DigitBits = 8;
    private const int Digits = 3;
    private const int PrefixBits = Digits * DigitBits;
    private const int Radix = 1 << DigitBits;
    private const int IndexBits = 32;

    /// <summary>Up to here, insertion takes less than three passes.</summary>
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
        int shift = int.Max(0, 64 - (int)ulong.LeadingZeroCount(greatest - least) - PrefixBits);
        using SpanOwner<ulong> owner = SpanOwner<ulong>.Allocate(2 * indices.Length);
        ReadOnlySpan<ulong> sorted = SortPrefixes(values, indices, least, shift, owner.Span);
        for (int i = 0; i < indices.Length; i++)
            indices[i] = (int)(uint)sorted[i];
        // Each level takes away 24 bits, so there are three at most.
        for (int start = 0, end; shift > 0 && start < indices.Length; start = end)
        {
            end = start + 1;
            while (end < indices.Length && sorted[end] >> IndexBits == sorted[start] >> IndexBits)
                end++;
            if (end - start > 1)
                Sort(values, indices[start..end]);
        }
    }

    private static ReadOnlySpan<ulong> SortPrefixes(
        ReadOnlySpan<double> values, ReadOnlySpan<int> indices, ulong least, int shift, Span<ulong> scratch)
    {
        Span<ulong> from = scratch[..indices.Length];
        Span<ulong> to = scratch[indices.Length..];
        Span<int> places = stackalloc int[Digits * Radix];
        for (int i = 0; i < indices.Length; i++)
        {
            ulong item = (((Key(values[indices[i]]) - least) >> shift) << IndexBits) | (uint)indices[i];
            from[i] = item;
            for (int digit = 0; digit < Digits; digit++)
                places[digit * Radix + Digit(item, digit)]++;
        }
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> place = places.Slice(digit * Radix, Radix);
            TurnIntoStarts(place);
            foreach (ulong item in from)
                to[place[Digit(item, digit)]++] = item;
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

    private static int Digit(ulong item, int digit) => (byte)(item >> (IndexBits + digit * DigitBits));

    private static void TurnIntoStarts(Span<int> counts)
    {
        int start = 0;
        foreach (ref int count in counts)
            (count, start) = (start, start + count);
    }
}
