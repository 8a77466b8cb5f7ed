using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>The architectures of a benchmark as searches see them, made once for all datasets. Immutable, thread-safe; valid while the benchmark is open.</summary>
public sealed class BenchmarkArchitectures
{
    private readonly int[] _codes;
    private readonly Lazy<int[]> _lowestOfClass;

    /// <summary>Reads the architectures of a benchmark.</summary>
    /// <param name="bench">Any benchmark that lists a whole space.</param>
    /// <exception cref="NatsBenchException">The file lists another set of architectures.</exception>
    public BenchmarkArchitectures(NatsBenchmark bench)
    {
        ArgumentNullException.ThrowIfNull(bench);
        (Benchmark, _codes) = (bench, CodesOf(bench));
        _lowestOfClass = new(() => LowestOfClass(bench));
    }

    /// <summary>The benchmark.</summary>
    public NatsBenchmark Benchmark { get; }

    /// <summary>A space of some of the architectures.</summary>
    /// <param name="isAllowed">Which may be proposed; null for all.</param>
    /// <param name="isomorphs">What becomes of isomorphic cells: a class is its lowest member that may be proposed.</param>
    /// <exception cref="NatsBenchException">None may be proposed, or a size file has no isomorphic cells.</exception>
    public ArchitectureSpace Space(Func<int, bool>? isAllowed = null, Isomorphs isomorphs = Isomorphs.Separate) =>
        Space(Representatives(isAllowed ?? (_ => true), isomorphs));

    internal ArchitectureSpace Space(int[] representatives) => (NatsBenchmark.KnowsModules && Benchmark.Space == SearchSpace.NasBench101
            ? ArchitectureSpace.OfModules(representatives, new ModuleMoves(
                Benchmark.Module, Benchmark.Architecture, module => Benchmark.TryIndexOf(module, out int index) && representatives[index] == index ? index : -1))
            : ArchitectureSpace.Of(Benchmark.Space, _codes, representatives))
        ?? throw new NatsBenchException($"{Benchmark.Path}: no architecture has the records that the search asks for");

    /// <summary>For each architecture the one that it is represented by: itself, or the lowest of its class that is allowed; -1 for none.</summary>
    internal int[] Representatives(Func<int, bool> isAllowed, Isomorphs isomorphs)
    {
        int[] representatives = new int[_codes.Length];
        if (isomorphs == Isomorphs.Separate)
        {
            for (int architecture = 0; architecture < representatives.Length; architecture++)
                representatives[architecture] = isAllowed(architecture) ? architecture : -1;
            return representatives;
        }
        int[] lowest = _lowestOfClass.Value, lowestAllowed = new int[_codes.Length];
        Array.Fill(lowestAllowed, -1);
        for (int architecture = lowest.Length - 1; architecture >= 0; architecture--)
            if (isAllowed(architecture))
                lowestAllowed[lowest[architecture]] = architecture;
        for (int architecture = 0; architecture < representatives.Length; architecture++)
            representatives[architecture] = lowestAllowed[lowest[architecture]];
        return representatives;
    }

    private static int[] CodesOf(NatsBenchmark bench)
    {
        // Modules have no codes, and a part of them is a space as well.
        if (bench.Space == SearchSpace.NasBench101)
            return [.. Enumerable.Range(0, bench.Count)];
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

    private static int[] LowestOfClass(NatsBenchmark bench)
    {
        if (bench.Space != SearchSpace.Topology)
            throw new NatsBenchException($"{bench.Path}: the {bench.Space.OfficialName()} space has no isomorphic architectures to collapse");
        Dictionary<string, int> lowest = new(StringComparer.Ordinal);
        int[] members = new int[bench.Count];
        for (int architecture = 0; architecture < members.Length; architecture++)
        {
            string text = bench.UniqueString(architecture);
            if (!lowest.TryGetValue(text, out members[architecture]))
                lowest.Add(text, members[architecture] = architecture);
        }
        return members;
    }
}
