using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Trials;

/// <summary>As <see cref="ArchitectureSpace.MutateAsPublished(int, ref SplitMix64)"/> in the topology space.</summary>
internal readonly struct EdgeAsPublished : IMutationAbreast
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<int> Position, Vector256<int> Digit) Next(
        int positions, int choices, Vector256<uint> digits, ref SplitMix64Abreast random)
    {
        Vector256<int> node = random.Next(Vector256.Create(ArchitectureSpace.NodesWithEdges)), edges = node + Vector256<int>.One;
        Vector256<int> position = (node * edges >> 1) + random.Next(edges);
        return (position, OneDigit.Other(position, choices, digits, ref random));
    }
}
