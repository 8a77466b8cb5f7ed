using System.Globalization;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Tables.Keys;

/// <summary>The architectures of a benchmark by all the ways in which tables name them. Thread-safe.</summary>
/// <param name="benchmark">The benchmark, which must stay open.</param>
public sealed class ArchitectureKeys(NatsBenchmark benchmark)
{
    private readonly Lazy<int[]> _representatives = new(() => RepresentativesOf(benchmark));
    private readonly Lazy<bool[]> _disconnected = new(() =>
        [.. Enumerable.Range(0, benchmark.Count).Select(index => TopologyCell.TryParse(benchmark.Architecture(index), out TopologyCell cell) && !cell.IsReachable)]);

    private readonly SearchSpace _space = benchmark.Space;

    /// <summary>The benchmark.</summary>
    public NatsBenchmark Benchmark => benchmark;

    /// <summary>
    /// For each architecture the lowest index among those isomorphic to it (<see cref="NatsBenchmark.UniqueString"/>); in the size space
    /// each stands for itself.
    /// </summary>
    public ReadOnlySpan<int> Representatives => _representatives.Value;

    /// <summary>For each architecture whether no path leads from its input to its output; none of the size space.</summary>
    public ReadOnlySpan<bool> Disconnected => _disconnected.Value;

    /// <summary>Finds an architecture by a key of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="key">The key.</param>
    /// <param name="index">Its index, or -1: the key is none of this space.</param>
    public bool TryFind(KeyKind kind, ReadOnlySpan<char> key, out int index)
    {
        index = kind switch
        {
            KeyKind.Index => FindIndex(key),
            KeyKind.Representative => FindIndex(key) is var found and >= 0 && Representatives[found] == found ? found : -1,
            KeyKind.Text => benchmark.TryIndexOf(key.Trim(), out int found) ? found : -1,
            KeyKind.Codes => CellCodes.TryParseOfficial(key.Trim(), out TopologyCell cell) ? Find(cell) : -1,
            KeyKind.Naslib => FindTuple(key),
            _ => FindJahs(key),
        };
        return index >= 0;
    }

    /// <summary>
    /// Finds an architecture by a key of whatever kind: texts, tuples and JAHS's columns are unlike each other; six digits 0 to 4 are codes,
    /// other whole numbers an index.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="index">Its index, or -1.</param>
    public bool TryFind(ReadOnlySpan<char> key, out int index)
    {
        foreach (KeyKind kind in (ReadOnlySpan<KeyKind>)[KeyKind.Text, KeyKind.Naslib, KeyKind.Codes, KeyKind.Jahs, KeyKind.Index])
            if (TryFind(kind, key, out index))
                return true;
        index = -1;
        return false;
    }

    /// <summary>All names of an architecture.</summary>
    /// <param name="index">0 to the number of architectures - 1.</param>
    /// <exception cref="RefusedException">The index is outside the space.</exception>
    public ArchitectureNames Names(int index)
    {
        string text = benchmark.Architecture(index);
        if (_space == SearchSpace.Topology && TopologyCell.TryParse(text, out TopologyCell cell))
        {
            int[] naslib = CellCodes.Naslib(cell);
            return new(index, text, CellCodes.Official(cell), CellCodes.Tuple(naslib), string.Join(',', CellCodes.JahsColumns.Zip(naslib, (name, code) => $"{name}={code}")), Representatives[index]);
        }
        return new(index, text, null, SizeNetwork.TryParse(text, out SizeNetwork network) ? CellCodes.Tuple(SizeDigits(network)) : null, null, null);
    }

    private static IEnumerable<int> SizeDigits(SizeNetwork network) => Enumerable.Range(0, SizeNetwork.LayerCount).Select(layer => (network[layer] / 8) - 1);

    private static int[] RepresentativesOf(NatsBenchmark benchmark)
    {
        int[] representatives = new int[benchmark.Count];
        Dictionary<string, int> first = [];
        for (int index = 0; index < representatives.Length; index++)
            representatives[index] = benchmark.Space != SearchSpace.Topology || first.TryAdd(benchmark.UniqueString(index), index)
                ? index
                : first[benchmark.UniqueString(index)];
        return representatives;
    }

    // Tables that were once data frames write whole numbers as 12.0.
    private int FindIndex(ReadOnlySpan<char> key)
    {
        key = key.Trim();
        if (key.EndsWith(".0"))
            key = key[..^2];
        return int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < benchmark.Count ? index : -1;
    }

    private int FindTuple(ReadOnlySpan<char> key)
    {
        Span<int> numbers = stackalloc int[_space == SearchSpace.Topology ? TopologyCell.EdgeCount : SizeNetwork.LayerCount];
        if (!CellCodes.TryParseTuple(key, numbers))
            return -1;
        if (_space == SearchSpace.Topology)
            return CellCodes.TryFromNaslib(numbers, out TopologyCell cell) ? Find(cell) : -1;
        // Digits end where widths begin.
        int code = 0;
        bool areWidths = numbers[0] >= 8;
        foreach (int number in numbers)
        {
            int digit = !areWidths ? number : number % 8 == 0 ? (number / 8) - 1 : -1;
            if ((uint)digit > 7)
                return -1;
            code = (8 * code) + digit;
        }
        return benchmark.TryIndexOf(SizeNetwork.FromCode(code), out int index) ? index : -1;
    }

    private int FindJahs(ReadOnlySpan<char> key)
    {
        Span<int> codes = stackalloc int[TopologyCell.EdgeCount];
        return _space == SearchSpace.Topology && CellCodes.TryParseJahs(key, codes) && CellCodes.TryFromNaslib(codes, out TopologyCell cell) ? Find(cell) : -1;
    }

    private int Find(TopologyCell cell) => benchmark.TryIndexOf(cell, out int index) ? index : -1;
}
