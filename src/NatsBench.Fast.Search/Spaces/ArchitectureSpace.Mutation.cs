using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Spaces;

public sealed partial class ArchitectureSpace
{
    // The edges that enter nodes 1, 2 and 3: the first of each, and how many.
    private static ReadOnlySpan<byte> FirstEdges => [0, 1, 3];

    /// <summary>
    /// The mutation of the paper's scripts. Topology: one of the nodes 1 to 3, then one of its incoming edges, then one of the four
    /// other operations, each uniformly; edges are thus not equally likely. Size: one of five layers, then any of eight widths, the
    /// present one included: a mutation may change nothing.
    /// </summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">The caller's generator; two or three numbers are drawn.</param>
    public int MutateAsPublished(int architecture, ref SplitMix64 random)
    {
        if (Kind == SearchSpace.Size)
        {
            int layer = random.NextIndex(Positions);
            return With(architecture, layer, random.NextIndex(Choices));
        }
        int node = random.NextIndex(FirstEdges.Length);
        return WithOther(architecture, FirstEdges[node] + random.NextIndex(node + 1), ref random);
    }

    /// <summary>A mutation without preferences: one of the digits, then one of its other values, each uniformly.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">The caller's generator; two numbers are drawn.</param>
    public int Mutate(int architecture, ref SplitMix64 random) => WithOther(architecture, random.NextIndex(Positions), ref random);

    /// <summary>Every architecture that differs in one digit: 24 cells or 35 networks, fewer where several stand for the same.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <returns>Allowed architectures, each once, without <paramref name="architecture"/> itself, by position and value.</returns>
    public IReadOnlyList<int> Neighbours(int architecture)
    {
        List<int> neighbours = new(Positions * (Choices - 1));
        for (int position = 0; position < Positions; position++)
            for (int digit = 0; digit < Choices; digit++)
                if (With(architecture, position, digit) is var neighbour && neighbour != architecture && !neighbours.Contains(neighbour))
                    neighbours.Add(neighbour);
        return neighbours;
    }

    private int WithOther(int architecture, int position, ref SplitMix64 random)
    {
        int digit = random.NextIndex(Choices - 1);
        return With(architecture, position, digit < Digits(architecture)[position] ? digit : digit + 1);
    }
}
