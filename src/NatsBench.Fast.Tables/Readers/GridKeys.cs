using NatsBench.Fast.Internals;
using NatsBench.Fast.Tables.Grids;
using NatsBench.Fast.Tables.Joining;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>The column of a table that names architectures. Where several do, they must agree: two that do not are nobody's guess.</summary>
internal static class GridKeys
{
    // A column of whole numbers is an index only where it is called one.
    private static readonly HashSet<string> IndexNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "index", "idx", "i", "id", "arch", "arch_idx", "arch_index", "arch_id", "architecture", "architecture_index", "Unnamed: 0",
    };

    // As HW-NAS-Bench-360 calls it.
    private const string RepresentativeName = "rep_arch_idx";

    /// <summary>The keys of all rows, and which columns they are.</summary>
    /// <exception cref="NatsBenchException">No column is, or two disagree.</exception>
    public static (string[] Keys, KeyKind? Kind, HashSet<string> Columns) Find(SourceFile file, Grid grid, ArchitectureKeys keys, TableOptions options)
    {
        if (options.KeyColumn is { } named)
        {
            GridColumn column = grid.Get(file, named);
            return ([.. Enumerable.Range(0, grid.RowCount).Select(column.TextAt)], options.Key, [named]);
        }
        if (options.Key is null or KeyKind.Jahs && grid.Has(CellCodes.JahsColumns))
        {
            GridColumn[] operations = [.. CellCodes.JahsColumns.Select(name => grid.Get(file, name))];
            return ([.. Enumerable.Range(0, grid.RowCount).Select(row => string.Join(',', operations.Select(column => $"{column.Name}={column.TextAt(row)}")))],
                KeyKind.Jahs, [.. CellCodes.JahsColumns]);
        }
        List<(GridColumn Column, KeyKind Kind)> found = [];
        foreach (GridColumn column in grid.Columns)
            if ((options.Key ?? Look(column, grid, keys)) is { } kind && AreKeys(column, grid, kind, keys))
                found.Add((column, kind));
        if (found.Count == 0)
            throw file.Fault(
                $"no column names architectures of {keys.Benchmark.Path}: there are {string.Join(", ", grid.Columns.Take(12).Select(column => $"'{Printable.Of(column.Name)}'"))}; --key-column says which does, and --key how");
        (GridColumn first, KeyKind firstKind) = found[0];
        string[] texts = [.. Enumerable.Range(0, grid.RowCount).Select(first.TextAt)];
        foreach ((GridColumn other, KeyKind otherKind) in found[1..])
            for (int row = 0; row < grid.RowCount; row++)
                if (keys.TryFind(firstKind, texts[row], out int one) && keys.TryFind(otherKind, other.TextAt(row), out int two) && one != two)
                    throw file.Fault(
                        $"columns '{Printable.Of(first.Name)}' and '{Printable.Of(other.Name)}' name different architectures in row {row}, {one} and {two}; --key-column says which is the key");
        return (texts, firstKind, [.. found.Select(one => one.Column.Name)]);
    }

    // Half of the rows: those that are none are told by name.
    private static bool AreKeys(GridColumn column, Grid grid, KeyKind kind, ArchitectureKeys keys)
    {
        if (kind is KeyKind.Index or KeyKind.Representative && !IndexNames.Contains(column.Name) && !(kind == KeyKind.Representative && column.Name == RepresentativeName))
            return false;
        int known = 0;
        for (int row = 0; row < grid.RowCount; row++)
            known += keys.TryFind(kind, column.TextAt(row), out _) ? 1 : 0;
        return known > 0 && 2 * known >= grid.RowCount;
    }

    private static KeyKind? Look(GridColumn column, Grid grid, ArchitectureKeys keys)
    {
        bool isIndex = IndexNames.Contains(column.Name);
        for (int row = 0; row < int.Min(grid.RowCount, 16); row++)
        {
            KeyKind? kind = RowKeys.Look([column.TextAt(row)], keys);
            if (kind is not null && (isIndex || kind != KeyKind.Index))
                return kind;
        }
        return null;
    }
}
