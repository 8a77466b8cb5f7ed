using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>Counts how often each digit has each value.</summary>
internal static class DigitCounts
{
    /// <summary>Places of a value's counts: as many as a row has bytes.</summary>
    public const int Stride = sizeof(ulong);

    // So many rows are counted in bytes, four rows a vector, that the sum of the four is a byte.
    private const int Block = 240;

    /// <summary>Counts.</summary>
    /// <param name="rows">Rows of digits (<see cref="RankedObservations.Row"/>).</param>
    /// <param name="choices">Values a digit has.</param>
    /// <param name="counts">Receives the counts: of the first value for all digits, of the second value, and so on, each <see cref="Stride"/> long.</param>
    public static void Count(ReadOnlySpan<ulong> rows, int choices, Span<int> counts)
    {
        for (int choice = 0; choice < choices; choice++)
            Count(rows, (byte)choice, counts.Slice(choice * Stride, Stride));
    }

    private static void Count(ReadOnlySpan<ulong> rows, byte value, Span<int> counts)
    {
        Vector256<int> found = Vector256<int>.Zero;
        while (rows.Length > 0)
        {
            ReadOnlySpan<ulong> some = rows[..int.Min(rows.Length, Block)];
            Vector128<ushort> wide = Vector128.WidenLower(Vector128.CreateScalar(Found(some, value)).AsByte());
            found += Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide)).AsInt32();
            rows = rows[some.Length..];
        }
        found.CopyTo(counts);
    }

    // How often a value is there, a byte a digit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Found(ReadOnlySpan<ulong> rows, byte value)
    {
        ref ulong first = ref MemoryMarshal.GetReference(rows);
        Vector256<byte> sought = Vector256.Create(value), found = Vector256<byte>.Zero;
        int i = 0;
        for (; i <= rows.Length - Vector256<ulong>.Count; i += Vector256<ulong>.Count)
            found -= Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)i).AsByte(), sought);
        Vector128<byte> sums = found.GetLower() + found.GetUpper();
        for (; i < rows.Length; i++)
            sums -= Vector128.Equals(Vector128.Create(rows[i], ulong.MaxValue).AsByte(), sought.GetLower());
        return sums.AsUInt64()[0] + sums.AsUInt64()[1];
    }
}
