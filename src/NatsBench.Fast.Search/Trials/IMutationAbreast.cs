using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Trials;

/// <summary>A mutation of eight architectures abreast, each by a generator of its own.</summary>
internal interface IMutationAbreast
{
    /// <summary>Which digit takes which value.</summary>
    /// <param name="positions">How many digits there are.</param>
    /// <param name="choices">How many values a digit has.</param>
    /// <param name="digits">The digits, three bits each, the first one lowest.</param>
    /// <param name="random">The generators.</param>
    static abstract (Vector256<int> Position, Vector256<int> Digit) Next(
        int positions, int choices, Vector256<uint> digits, ref SplitMix64Abreast random);

    /// <summary>A digit of each architecture.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<int> DigitAt(Vector256<uint> digits, Vector256<int> position) =>
        Avx2.ShiftRightLogicalVariable(digits, (position * ArchitectureSpace.BitsOfDigit).AsUInt32()).AsInt32() & Vector256.Create((1 << ArchitectureSpace.BitsOfDigit) - 1);
}
