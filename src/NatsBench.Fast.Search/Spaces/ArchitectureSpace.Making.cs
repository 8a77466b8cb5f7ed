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

    /// <summary>A space of modules; null where nothing may be proposed.</summary>
    /// <param name="representatives">For each module itself; -1 where it may not be proposed.</param>
    /// <param name="moves">The steps between those that may.</param>
    internal static ArchitectureSpace? OfModules(int[] representatives, ModuleMoves moves)
    {
        int[] allowed = [.. Enumerable.Range(0, representatives.Length).Where(index => representatives[index] == index)];
        if (allowed.Length == 0)
            return null;
        // Whoever is not allowed stands for the next one that is, in the order of hashes: there is no distance that is cheap to tell.
        int[] indices = [.. Enumerable.Range(0, representatives.Length)], standsFor = [.. representatives];
        for (int index = standsFor.Length - 1, next = allowed[0]; index >= 0; index--)
            next = standsFor[index] = standsFor[index] < 0 ? next : standsFor[index];
        return new ArchitectureSpace(SearchSpace.NasBench101, indices, standsFor, allowed, moves);
    }

    /// <summary>
    /// A whole space without a benchmark. Its architectures are in the order of their digits (<see cref="Text"/> names them), which is not that
    /// of the official files.
    /// </summary>
    /// <param name="kind">Which of the two spaces whose architectures are digits.</param>
    /// <exception cref="NatsBenchException">Modules are known by a benchmark alone.</exception>
    public static ArchitectureSpace Whole(SearchSpace kind)
    {
        if (kind == SearchSpace.NasBench101)
            throw new NatsBenchException("the modules of NAS-Bench-101 are listed by a benchmark; there is no such space without one");
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
