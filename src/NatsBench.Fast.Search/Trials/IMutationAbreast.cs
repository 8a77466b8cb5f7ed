using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Trials;

/// <summary>A mutation of eight architectures abreast, each by a generator of its own.</summary>
internal interface IMutationAbreast
{
    /// <summary>Whether the present value of a digit is never drawn: what is drawn is which of the others.</summary>
    static abstract bool LeavesOwnOut { get; }

    /// <summary>Which digit takes which value.</summary>
    /// <param name="positions">How many digits there are.</param>
    /// <param name="choices">How many values a digit has.</param>
    /// <param name="random">The generators.</param>
    static abstract (Vector256<int> Position, Vector256<int> Drawn) Next(int positions, int choices, ref SplitMix64Abreast random);
}
