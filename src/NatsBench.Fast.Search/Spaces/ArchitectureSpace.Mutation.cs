using System.Runtime.CompilerServices;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Spaces;

public sealed partial class ArchitectureSpace
{
    // Of a cell: nodes 1, 2 and 3, which 1, 2 and 3 edges enter.
    internal const int NodesWithEdges = 3;

    /// <summary>
    /// The mutation of the paper's scripts. Topology: one of the nodes 1 to 3, then one of its incoming edges, then one of the four
    /// other operations, each uniformly; edges are thus not equally likely. Size: one of five layers, then any of eight widths, the
    /// present one included: a mutation may change nothing.
    /// </summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">The caller's generator; two or three numbers are drawn.</param>
    public int MutateAsPublished(int architecture, ref SplitMix64 random)
    {
        uint first = random.NextUInt32(), second = random.NextUInt32();
        return MutateAsPublished(architecture, first, second, Kind == SearchSpace.Size ? 0 : random.NextUInt32());
    }

    /// <summary>The same with the numbers that are drawn; the third is of the topology space alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int MutateAsPublished(int architecture, uint first, uint second, uint third)
    {
        uint packed = _packed[architecture];
        if (Kind == SearchSpace.Size)
        {
            int layer = SplitMix64.Scaled(first, Positions);
            return Replaced(packed, layer, SplitMix64.Scaled(second, Choices) - DigitOf(packed, layer));
        }
        // Node n + 1 is entered by n + 1 edges, after those of the nodes before it.
        int node = SplitMix64.Scaled(first, NodesWithEdges);
        return WithOther(packed, (node * (node + 1) >> 1) + SplitMix64.Scaled(second, node + 1), third);
    }

    /// <summary>A mutation without preferences: one of the digits, then one of its other values, each uniformly.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">The caller's generator; two numbers are drawn.</param>
    public int Mutate(int architecture, ref SplitMix64 random)
    {
        uint first = random.NextUInt32();
        return Mutate(architecture, first, random.NextUInt32());
    }

    /// <summary>The same with the numbers that are drawn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Mutate(int architecture, uint first, uint second) => WithOther(_packed[architecture], SplitMix64.Scaled(first, Positions), second);

    /// <summary>Every architecture that differs in one digit: 24 cells or 35 networks, fewer where several stand for the same.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <returns>Allowed architectures, each once, without <paramref name="architecture"/> itself, by position and value.</returns>
    public IReadOnlyList<int> Neighbours(int architecture)
    {
        int[] neighbours = new int[MostNeighbours + 1];
        return neighbours[..Neighbours(architecture, neighbours)];
    }

    /// <summary>The most neighbours that an architecture has.</summary>
    internal int MostNeighbours => Positions * (Choices - 1);

    /// <summary>The same into a buffer of one more than <see cref="MostNeighbours"/>.</summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Neighbours(int architecture, Span<int> neighbours)
    {
        uint packed = _packed[architecture];
        int[] indexOfCode = _indexOfCode;
        int count = 0, choices = Choices;
        for (int position = 0; position < _weights.Length; position++)
        {
            int own = DigitOf(packed, position), weight = _weights[position], code = (int)(packed >> _digitBits) - own * weight;
            for (int digit = 0; digit < choices; digit++, code += weight)
            {
                // Without a jump: itself is written over by the next one.
                neighbours[count] = indexOfCode[code];
                count += Unsafe.BitCast<bool, byte>(digit != own);
            }
        }
        return IsWhole ? count : Distinct(architecture, neighbours[..count]);
    }

    // Where several stand for the same, each once, and without the architecture itself.
    private static int Distinct(int architecture, Span<int> neighbours)
    {
        int count = 0;
        foreach (int neighbour in neighbours)
            if (neighbour != architecture && !neighbours[..count].Contains(neighbour))
                neighbours[count++] = neighbour;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int WithOther(uint packed, int position, uint draw)
    {
        int drawn = SplitMix64.Scaled(draw, Choices - 1), own = DigitOf(packed, position);
        // The values above the present one come one later.
        return Replaced(packed, position, drawn + Unsafe.BitCast<bool, byte>(drawn >= own) - own);
    }
}
