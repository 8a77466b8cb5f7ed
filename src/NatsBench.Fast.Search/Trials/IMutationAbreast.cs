using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;

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
}
