using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Trials;

/// <summary>As <see cref="ArchitectureSpace.MutateAsPublished(int, ref SplitMix64)"/> in the size space.</summary>
internal readonly struct WidthAsPublished : IMutationAbreast
{
    public static bool LeavesOwnOut => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<int> Position, Vector256<int> Drawn) Next(int positions, int choices, ref SplitMix64Abreast random)
    {
        Vector256<int> position = random.Next(positions);
        return (position, random.Next(choices));
    }
}
