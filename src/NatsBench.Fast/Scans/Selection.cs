namespace NatsBench.Fast.Scans;

/// <summary>A choice among candidates as a bitmap: bit i modulo 64 of word i / 64, from the lowest, says whether candidate i is in.</summary>
public static class Selection
{
    internal const int WordBits = 64;

    /// <summary>How many words hold a bit for each of that many candidates.</summary>
    /// <param name="candidates">How many candidates, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static int WordCount(int candidates)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(candidates);
        return (int)(((uint)candidates + WordBits - 1) / WordBits);
    }

    /// <summary>Writes the indices of those that are in, ascending.</summary>
    /// <param name="bitmap">The selection.</param>
    /// <param name="indices">Where to, at least as many as are in.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="ArgumentException">There is not room for all; the room is filled.</exception>
    public static int CopyIndices(ReadOnlySpan<ulong> bitmap, Span<int> indices)
    {
        int count = 0;
        for (int word = 0; word < bitmap.Length; word++)
        {
            for (ulong rest = bitmap[word]; rest != 0; rest &= rest - 1)
            {
                if (count == indices.Length)
                    throw new ArgumentException("more are selected than there is room for", nameof(indices));
                indices[count++] = word * WordBits + (int)ulong.TrailingZeroCount(rest);
            }
        }
        return count;
    }
}
