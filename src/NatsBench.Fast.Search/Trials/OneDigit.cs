using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Trials;

/// <summary>As <see cref="ArchitectureSpace.Mutate(int, ref SplitMix64)"/>.</summary>
internal readonly struct OneDigit : IMutationAbreast
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<int> Position, Vector256<int> Digit) Next(
        int positions, int choices, Vector256<uint> digits, ref SplitMix64Abreast random)
    {
        Vector256<int> position = random.Next(Vector256.Create(positions));
        return (position, Other(position, choices, digits, ref random));
    }

    /// <summary>One of the other values: those above the present one come one later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Other(Vector256<int> position, int choices, Vector256<uint> digits, ref SplitMix64Abreast random)
    {
        Vector256<int> drawn = random.Next(Vector256.Create(choices - 1));
        return drawn - Vector256.GreaterThanOrEqual(drawn, IMutationAbreast.DigitAt(digits, position));
    }
}
