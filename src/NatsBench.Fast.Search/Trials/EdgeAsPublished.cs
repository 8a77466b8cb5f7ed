using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Trials;

/// <summary>As <see cref="ArchitectureSpace.MutateAsPublished(int, ref SplitMix64)"/> in the topology space.</summary>
internal readonly struct EdgeAsPublished : IMutationAbreast
{
    public static bool LeavesOwnOut => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<int> Position, Vector256<int> Drawn) Next(int positions, int choices, ref SplitMix64Abreast random)
    {
        Vector256<int> node = random.Next(ArchitectureSpace.NodesWithEdges), edges = node + Vector256<int>.One;
        Vector256<int> position = (node * edges >> 1) + random.Next(edges);
        return (position, random.Next(choices - 1));
    }
}
