using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Algorithms.Forest;

/// <summary>The digits of an architecture in one register: a byte each, the first one lowest.</summary>
internal readonly record struct PackedDigits(ulong Bits)
{
    /// <summary>The most digits, and the most values of a digit, of either space.</summary>
    public const int Most = 8;

    public static PackedDigits Of(ReadOnlySpan<byte> digits)
    {
        ulong bits = 0;
        for (int position = digits.Length - 1; position >= 0; position--)
            bits = (bits << 8) | digits[position];
        return new PackedDigits(bits);
    }

    /// <summary>The digit at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int At(int position) => (int)(Bits >> (8 * position)) & (Most - 1);
}
