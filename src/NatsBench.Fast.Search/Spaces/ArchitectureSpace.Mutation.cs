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
    /// present one included: a mutation may change nothing. Modules: each of 21 edges is flipped with probability 1/7 and each of five operations
    /// drawn anew with 1/5, until a module comes of it.
    /// </summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">The caller's generator; two or three numbers are drawn.</param>
    public int MutateAsPublished(int architecture, ref SplitMix64 random)
    {
        if (_modules is not null)
            return MutateAsPublished(architecture, random.NextUInt32(), random.NextUInt32(), 0);
        uint first = random.NextUInt32(), second = random.NextUInt32();
        return MutateAsPublished(architecture, first, second, Kind == SearchSpace.Size ? 0 : random.NextUInt32());
    }

    /// <summary>The same with the numbers that are drawn; the third is of the topology space alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int MutateAsPublished(int architecture, uint first, uint second, uint third)
    {
        if (_modules is not null)
            return _modules.MutateAsPublished(architecture, Stream(first, second));
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

    /// <summary>
    /// A mutation without preferences: one of the digits, then one of its other values, each uniformly; of modules one edge more or less, or
    /// another operation, until it is another module.
    /// </summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">The caller's generator; two numbers are drawn.</param>
    public int Mutate(int architecture, ref SplitMix64 random)
    {
        uint first = random.NextUInt32();
        return Mutate(architecture, first, random.NextUInt32());
    }

    /// <summary>The same with the numbers that are drawn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Mutate(int architecture, uint first, uint second) => _modules is not null
        ? _modules.Mutate(architecture, Stream(first, second))
        : WithOther(_packed[architecture], SplitMix64.Scaled(first, Positions), second);

    /// <summary>
    /// Every architecture that differs in one digit: 24 cells or 35 networks, fewer where several stand for the same; of modules those that differ
    /// in an edge or an operation.
    /// </summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <returns>Allowed architectures, each once, without <paramref name="architecture"/> itself, by position and value.</returns>
    public IReadOnlyList<int> Neighbours(int architecture)
    {
        if (_modules is not null)
        {
            int[] all = new int[ModuleMoves.Most];
            return all[.._modules.Neighbours(architecture, all)];
        }
        List<int> neighbours = [];
        ReadOnlySpan<byte> digits = Digits(architecture);
        for (int position = 0; position < Positions; position++)
            for (int digit = 0; digit < Choices; digit++)
                if (digit != digits[position] && With(architecture, position, digit) is var neighbour && neighbour != architecture
                    && !neighbours.Contains(neighbour))
                    neighbours.Add(neighbour);
        return neighbours;
    }

    /// <summary>The most neighbours that an architecture has.</summary>
    internal int MostNeighbours => _modules is not null ? ModuleMoves.Most : Positions * (Choices - 1);

    /// <summary>The same without those that are not left.</summary>
    /// <param name="architecture">An allowed one that is not left itself.</param>
    /// <param name="isLeft">1 for each architecture that is left, 0 for the others.</param>
    /// <param name="neighbours">Room for one more than <see cref="MostNeighbours"/>.</param>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal unsafe int Neighbours(int architecture, byte[] isLeft, int[] neighbours)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(isLeft.Length, Count);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(neighbours.Length, MostNeighbours);
        if (_modules is not null)
            return LeftOf(neighbours.AsSpan(0, _modules.Neighbours(architecture, neighbours)), isLeft);
        uint packed = _packed[architecture];
        int count = 0, choices = Choices;
        fixed (int* indexOfCode = _indexOfCode, first = neighbours)
        fixed (byte* left = isLeft)
            for (int position = 0; position < _weights.Length; position++)
            {
                int weight = _weights[position], code = (int)(packed >> _digitBits) - DigitOf(packed, position) * weight;
                for (int digit = 0; digit < choices; digit++, code += weight)
                {
                    // Without a jump: whoever is not left is written over by the next one.
                    int neighbour = first[count] = indexOfCode[code];
                    count += left[neighbour];
                }
            }
        return IsWhole ? count : Distinct(architecture, neighbours.AsSpan(0, count));
    }

    private static int LeftOf(Span<int> neighbours, byte[] isLeft)
    {
        int count = 0;
        foreach (int neighbour in neighbours)
            if (isLeft[neighbour] != 0)
                neighbours[count++] = neighbour;
        return count;
    }

    // Two draws are the seed of as many more as a mutation of modules needs.
    private static SplitMix64 Stream(uint first, uint second) => new((ulong)first << 32 | second);

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
