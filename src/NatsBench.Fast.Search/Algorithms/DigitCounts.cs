using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>Counts how often each digit has each value.</summary>
internal static class DigitCounts
{
    // So many rows are counted in bytes, four rows a vector, that the sum of the four is a byte.
    private const int Block = 240;

    /// <summary>Counts.</summary>
    /// <param name="rows">Rows of digits (<see cref="RankedObservations.Row"/>).</param>
    /// <param name="positions">Digits of a row.</param>
    /// <param name="choices">Values a digit has.</param>
    /// <param name="counts">Receives the counts, all values of the first digit first.</param>
    public static void Count(ReadOnlySpan<ulong> rows, int positions, int choices, Span<int> counts)
    {
        counts.Clear();
        if (Vector128.IsHardwareAccelerated)
            for (; rows.Length >= 4; rows = rows[(int.Min(rows.Length, Block) / 4 * 4)..])
                for (int choice = 0; choice < choices; choice++)
                {
                    ulong found = Found(rows[..(int.Min(rows.Length, Block) / 4 * 4)], (byte)choice);
                    for (int position = 0; position < positions; position++)
                        counts[position * choices + choice] += (byte)(found >> (8 * position));
                }
        foreach (ulong row in rows)
            for (int position = 0; position < positions; position++)
                counts[position * choices + (byte)(row >> (8 * position))]++;
    }

    // How often a value is there, a byte a digit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Found(ReadOnlySpan<ulong> rows, byte value)
    {
        ref ulong first = ref MemoryMarshal.GetReference(rows);
        Vector256<byte> found = Vector256<byte>.Zero;
        for (int i = 0; i < rows.Length; i += Vector256<ulong>.Count)
            found -= Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)i).AsByte(), Vector256.Create(value));
        Vector128<ulong> halves = (found.GetLower() + found.GetUpper()).AsUInt64();
        return halves[0] + halves[1];
    }
}
