using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Grids;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>
/// A table that says nothing of itself but the names of its columns: one column names architectures, those of numbers are taken, and texts
/// that repeat, such as devices, tell rows of one architecture apart.
/// </summary>
internal static class GridTable
{
    private const int MostGroups = 256;

    /// <exception cref="NatsBenchException">Keys, columns or directions are to be named.</exception>
    public static SourceTable Of(SourceFile file, Grid grid, ArchitectureKeys keys, TableOptions options)
    {
        (string[] rowKeys, KeyKind? kind, HashSet<string> keyColumns) = GridKeys.Find(file, grid, keys, options);
        List<GridColumn> numbers = Numbers(file, grid, keyColumns, options);
        List<GridColumn> groups = Groups(grid, rowKeys, keyColumns, options);
        SourceTable table = new() { Kind = kind };
        foreach (string key in rowKeys)
            table.AddRow(key);
        string prefix = ColumnWords.Part(file.Stem);
        if (!char.IsAsciiLetter(prefix[0]))
            prefix = $"table_{prefix}";
        foreach (GridColumn column in numbers)
            for (int row = 0; row < grid.RowCount; row++)
            {
                string group = string.Join('-', groups.Select(one => ColumnWords.Part(one.TextAt(row))));
                table.Column($"{group}/{column.Name}", () => Describe(file, column.Name, prefix, group, options)).Add(row, column.Numbers![row]);
                if (table.Columns.Count > MostGroups * numbers.Count)
                    throw file.Fault($"{string.Join(", ", groups.Select(one => one.Name))} tell more than {MostGroups} kinds of rows apart; --columns leaves columns out");
            }
        return table;
    }

    private static SourceColumn Describe(SourceFile file, string name, string prefix, string group, TableOptions options)
    {
        (string Quantity, Direction Direction)? words = ColumnWords.Quantity(name);
        string quantity = words?.Quantity ?? ColumnWords.Part(name);
        return new SourceColumn(new ExtraDescription
        {
            Name = group.Length > 0 ? $"{prefix}.{group}.{ColumnWords.Part(name)}" : $"{prefix}.{ColumnWords.Part(name)}",
            Quantity = quantity,
            Unit = ColumnWords.Unit(name),
            Direction = options.Direction ?? words?.Direction
                ?? throw file.Fault($"the name of column '{Printable.Of(name)}' does not tell whether lower or higher is better; --direction says it, and --columns leaves columns out"),
            Kind = ExtraKind.Measured,
            SourceName = file.Name,
        })
        { IsOfHardware = quantity is "latency" or "energy" or "power" or "throughput" };
    }

    private static List<GridColumn> Numbers(SourceFile file, Grid grid, HashSet<string> keyColumns, TableOptions options)
    {
        IEnumerable<GridColumn> chosen = options.Columns is { } names ? names.Select(name => grid.Get(file, name)) : grid.Columns.Where(column => !keyColumns.Contains(column.Name));
        List<GridColumn> numbers = [];
        foreach (GridColumn column in chosen)
            if (column.Numbers is not null)
            {
                // One that is empty throughout is none, whatever its name says.
                if (options.Columns is not null || !Array.TrueForAll(column.Numbers, double.IsNaN))
                    numbers.Add(column);
            }
            else if (column.TrySplitDeviations() is { } parts)
                numbers.AddRange([parts.Mean, parts.Deviation]);
            else if (options.Columns is not null)
                throw file.Fault($"column '{Printable.Of(column.Name)}' holds other things than numbers, such as '{Printable.Of(column.TextAt(0))}'");
        return numbers;
    }

    // Texts tell rows apart where keys alone do not.
    private static List<GridColumn> Groups(Grid grid, string[] rowKeys, HashSet<string> keyColumns, TableOptions options)
    {
        if (rowKeys.Distinct().Count() == rowKeys.Length)
            return [];
        List<GridColumn> groups = [.. grid.Columns.Where(column => column.Numbers is null && !keyColumns.Contains(column.Name) && options.Columns?.Contains(column.Name) != true
            && column.TrySplitDeviations() is null && column.Texts!.Distinct().Take(MostGroups + 1).Count() is > 1 and <= MostGroups)];
        return rowKeys.Select((key, row) => string.Join('\n', groups.Select(column => column.TextAt(row)).Prepend(key))).Distinct().Count() > rowKeys.Distinct().Count() ? groups : [];
    }
}
