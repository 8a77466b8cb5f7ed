using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Spaces;

public sealed partial class ArchitectureSpace
{
    /// <summary>The architectures of a benchmark.</summary>
    /// <param name="bench">Any benchmark that lists a whole space.</param>
    /// <param name="isAllowed">Which architectures may be proposed; null for all.</param>
    /// <param name="isomorphs">What becomes of isomorphic cells.</param>
    /// <exception cref="NatsBenchException">The file lists another set of architectures, or none is allowed.</exception>
    public static ArchitectureSpace Of(NatsBenchmark bench, Func<int, bool>? isAllowed = null, Isomorphs isomorphs = Isomorphs.Separate)
    {
        ArgumentNullException.ThrowIfNull(bench);
        int[] codes = Codes(bench);
        int[] standsFor = isomorphs == Isomorphs.Separate ? [.. Enumerable.Range(0, codes.Length)] : IsomorphismClasses.LowestMembers(bench);
        bool[] allowed = new bool[codes.Length];
        for (int index = 0; index < codes.Length; index++)
            allowed[index] = standsFor[index] == index && (isAllowed is null || isAllowed(index));
        if (!allowed.Contains(true))
            throw new NatsBenchException($"{bench.Path}: no architecture has the records that the search asks for");

        int[] indexOfCode = new int[codes.Length];
        Array.Fill(indexOfCode, -1);
        for (int index = 0; index < codes.Length; index++)
            if (allowed[standsFor[index]])
                indexOfCode[codes[index]] = standsFor[index];
        FillWithNearest(indexOfCode, bench.Space);
        return new ArchitectureSpace(bench.Space, codes, indexOfCode, [.. Enumerable.Range(0, codes.Length).Where(index => allowed[index])]);
    }

    /// <summary>A whole space, its architectures in the order of their codes: without a benchmark, for tests.</summary>
    internal static ArchitectureSpace Whole(SearchSpace kind)
    {
        int[] codes = [.. Enumerable.Range(0, kind == SearchSpace.Topology ? TopologyCell.Count : SizeNetwork.Count)];
        return new ArchitectureSpace(kind, codes, codes, codes);
    }

    private static int[] Codes(NatsBenchmark bench)
    {
        int count = bench.Space == SearchSpace.Topology ? TopologyCell.Count : SizeNetwork.Count;
        int[] codes = new int[bench.Count];
        Array.Fill(codes, -1);
        for (int code = 0; code < count; code++)
        {
            string text = bench.Space == SearchSpace.Topology ? TopologyCell.FromCode(code).ToString() : SizeNetwork.FromCode(code).ToString();
            if (bench.TryIndexOf(text, out int index))
                codes[index] = code;
        }
        return codes.Length == count && !codes.Contains(-1) ? codes : throw new NatsBenchException(
            $"{bench.Path}: a search needs the {count} architectures of the {bench.Space.OfficialName()} space, each once; the file lists {bench.Count}");
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
