using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Spaces;

public sealed partial class ArchitectureSpace
{
    /// <summary>A space; null where nothing may be proposed.</summary>
    /// <param name="kind">Which space.</param>
    /// <param name="codeOfIndex">The code of each architecture: each of the space once.</param>
    /// <param name="representatives">For each architecture the one that it is represented by, which is its own; -1 for none.</param>
    internal static ArchitectureSpace? Of(SearchSpace kind, int[] codeOfIndex, int[] representatives)
    {
        int[] allowed = [.. Enumerable.Range(0, codeOfIndex.Length).Where(index => representatives[index] == index)];
        if (allowed.Length == 0)
            return null;
        int[] indexOfCode = new int[codeOfIndex.Length];
        for (int index = 0; index < codeOfIndex.Length; index++)
            indexOfCode[codeOfIndex[index]] = representatives[index];
        FillWithNearest(indexOfCode, kind);
        return new ArchitectureSpace(kind, codeOfIndex, indexOfCode, allowed);
    }

    /// <summary>
    /// A whole space without a benchmark. Its architectures are in the order of their digits (<see cref="Text"/> names them), which is not that
    /// of the official files.
    /// </summary>
    /// <param name="kind">Which of the two spaces.</param>
    public static ArchitectureSpace Whole(SearchSpace kind)
    {
        int[] codes = [.. Enumerable.Range(0, kind == SearchSpace.Topology ? TopologyCell.Count : SizeNetwork.Count)];
        return new ArchitectureSpace(kind, codes, codes, codes);
    }

    /// <summary>What tells it from other spaces: kind, number allowed, and a hash of what every code stands for.</summary>
    internal string Fingerprint()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<int>(_codeOfIndex));
        hash.AppendData(MemoryMarshal.AsBytes<int>(_indexOfCode));
        return $"{Kind.ShortName()}:{_allowed.Length}:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    // Codes without an architecture take that of the nearest code in Hamming distance, on ties the lowest index: layer by layer, for
    // whoever is nearest to a code at distance d is nearest to one of its neighbours at distance d - 1.
    private static void FillWithNearest(int[] indexOfCode, SearchSpace kind)
    {
        (_, int choices) = Shape(kind);
        while (indexOfCode.Contains(-1))
        {
            int[] previous = [.. indexOfCode];
            for (int code = 0; code < previous.Length; code++)
                if (previous[code] < 0)
                    indexOfCode[code] = LowestOfNeighbours(previous, code, choices);
        }
    }

    private static int LowestOfNeighbours(int[] indexOfCode, int code, int choices)
    {
        uint lowest = uint.MaxValue;
        for (int weight = 1; weight < indexOfCode.Length; weight *= choices)
        {
            int without = code - code / weight % choices * weight;
            for (int digit = 0; digit < choices; digit++)
                lowest = uint.Min(lowest, (uint)indexOfCode[without + digit * weight]);
        }
        return (int)lowest;
    }
}
