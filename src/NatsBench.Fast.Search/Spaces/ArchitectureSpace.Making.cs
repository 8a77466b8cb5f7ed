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

    /// <summary>A whole space, its architectures in the order of their codes: without a benchmark, for tests.</summary>
    internal static ArchitectureSpace Whole(SearchSpace kind)
    {
        int[] codes = [.. Enumerable.Range(0, kind == SearchSpace.Topology ? TopologyCell.Count : SizeNetwork.Count)];
        return new ArchitectureSpace(kind, codes, codes, codes);
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
