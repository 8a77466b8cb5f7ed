using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Joining;

/// <summary>The architecture of each row of a source: every key is one of the space, or the source is refused.</summary>
internal static class RowKeys
{
    // How each looks is unlike the others, but for codes whose zeros in front a table has lost: those are to be named.
    private static readonly KeyKind[] Found = [KeyKind.Text, KeyKind.Naslib, KeyKind.Codes, KeyKind.Jahs, KeyKind.Index];

    /// <exception cref="NatsBenchException">A key is no architecture, or they may mean more than one thing.</exception>
    public static (int[] Indices, KeyKind Kind) Resolve(SourceFile file, SourceTable table, ArchitectureKeys keys, TableOptions options)
    {
        int count = keys.Benchmark.Count;
        if (table.IsInOrder)
            return table.RowsInOrder == count
                ? ([.. Enumerable.Range(0, count)], KeyKind.Index)
                : throw file.Fault($"has {table.RowsInOrder} numbers, one for each architecture of another space or of a part: {keys.Benchmark.Path} has {count}");
        if (table.Keys.Count == 0)
            throw file.Fault("has no rows");
        KeyKind kind = options.Key ?? table.Kind ?? Find(file, table, keys);
        int[] indices = new int[table.Keys.Count];
        int strangers = 0, first = -1;
        for (int row = 0; row < indices.Length; row++)
            if (!keys.TryFind(kind, Whole(table.Keys[row], kind), out indices[row]) && strangers++ == 0)
                first = row;
        return strangers == 0 ? (indices, kind) : throw Strange(file, table, keys, kind, strangers, first);
    }

    /// <summary>What a list of keys looks like; null where it looks like nothing.</summary>
    public static KeyKind? Look(IReadOnlyList<string> texts, ArchitectureKeys keys)
    {
        foreach (KeyKind kind in Found)
            if (texts.All(text => keys.TryFind(kind, text, out _)))
                return kind;
        return null;
    }

    private static KeyKind Find(SourceFile file, SourceTable table, ArchitectureKeys keys)
    {
        if (Look(table.Keys, keys) is { } kind)
            return kind;
        // The kind of most keys tells which are the strangers.
        KeyKind most = Found.MaxBy(kind => table.Keys.Count(key => keys.TryFind(kind, key, out _)));
        int known = table.Keys.Count(key => keys.TryFind(most, key, out _));
        if (2 * known > table.Keys.Count)
            return most;
        throw file.Fault(
            $"{Part(table)}keys such as '{Printable.Of(table.Keys[0])}' name no architectures of {keys.Benchmark.Path} ({keys.Benchmark.Space.OfficialName()} space); --key says how they are meant: {string.Join(", ", KeyKinds.All)}");
    }

    // A table of numbers has lost the zeros in front.
    private static string Whole(string key, KeyKind kind) => kind == KeyKind.Codes && key.Trim().Length is > 0 and < TopologyCell.EdgeCount ? key.Trim().PadLeft(TopologyCell.EdgeCount, '0') : key;

    private static NatsBenchException Strange(SourceFile file, SourceTable table, ArchitectureKeys keys, KeyKind kind, int strangers, int first) => file.Fault(
        $"{Part(table)}{strangers} of {table.Keys.Count} keys, the first '{Printable.Of(table.Keys[first])}' in row {first}, name no {(kind == KeyKind.Representative ? "representative of isomorphic cells" : "architecture")} of {keys.Benchmark.Path} by {kind.Word()}; --key says how else they are meant");

    private static string Part(SourceTable table) => table.Part.Length > 0 ? $"{table.Part}: " : "";
}
