using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Views;

/// <summary>
/// What a view keeps in place of a number where the rules refuse: a NaN that no computation makes. So one comparison serves every query,
/// and what is refused never comes back into a caller's loop, whose sums then stay in registers: a call that may return spills them all.
/// </summary>
internal static class RefusedMark
{
    // The upper half alone is looked at: 32 bits are compared in place, 64 would need a register.
    private const int UpperHalf = unchecked((int)0xFFF8_5245);

    public static double Value { get; } = BitConverter.Int64BitsToDouble((long)UpperHalf << 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool Is(double* number) => ((int*)number)[1] == UpperHalf;

    public static bool Is(double number) => BitConverter.DoubleToInt64Bits(number) >> 32 == UpperHalf;

    /// <summary>What is said where the rules, asked why, do answer: the file itself holds the mark.</summary>
    public static RefusedException IsAnswer(int architecture) => new(
        Refusal.ValueError, $"architecture {architecture}: a number of its is the NaN that marks a refusal here; ask its runs");
}
