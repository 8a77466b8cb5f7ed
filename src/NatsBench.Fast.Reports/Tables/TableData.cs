namespace NatsBench.Fast.Reports.Tables;

/// <summary>A column of a file: a value or null for each row.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit; empty where it has none.</param>
internal abstract record TableData(string Name, string Unit)
{
    /// <summary>The columns of a table as files have them: each part of a cell, and each reason, in a column of its own where any row has it.</summary>
    public static IReadOnlyList<TableData> Of(ResultTable table)
    {
        List<TableData> all = [];
        for (int i = 0; i < table.Columns.Count; i++)
            Add(all, table.Columns[i], [.. table.Rows.Select(row => row[i])]);
        if (table.Synthetic.Length > 0)
            all.Add(new TextData("synthetic", "", [.. table.Rows.Select(_ => table.Synthetic)]));
        return all;
    }

    private static void Add(List<TableData> all, ResultColumn column, ResultCell[] cells)
    {
        (string key, string unit) = (column.Key, column.Unit);
        switch (column.Kind)
        {
            case ColumnKind.Number:
                all.Add(new NumberData(key, unit, [.. cells.Select(cell => cell.Value)]));
                AddPart("std", cell => cell.Deviation);
                AddPart("se", cell => cell.Error);
                AddPart("low", cell => cell.Interval?.Low);
                AddPart("high", cell => cell.Interval?.High);
                break;
            case ColumnKind.Whole:
                all.Add(new WholeData(key, unit, [.. cells.Select(cell => (long?)cell.Value)]));
                break;
            default:
                all.Add(new TextData(key, unit, [.. cells.Select(cell => cell.Text)]));
                break;
        }
        if (cells.Any(cell => cell.Reason is not null))
            all.Add(new TextData($"{key}_note", "", [.. cells.Select(cell => cell.Reason)]));

        void AddPart(string name, Func<ResultCell, double?> part)
        {
            double?[] values = [.. cells.Select(part).Select(value => value is { } number && double.IsFinite(number) ? value : null)];
            if (values.Any(value => value is not null))
                all.Add(new NumberData($"{key}_{name}", unit, values));
        }
    }
}

/// <summary>Texts.</summary>
internal sealed record TextData(string Name, string Unit, string?[] Values) : TableData(Name, Unit);

/// <summary>Whole numbers.</summary>
internal sealed record WholeData(string Name, string Unit, long?[] Values) : TableData(Name, Unit);

/// <summary>Real numbers.</summary>
internal sealed record NumberData(string Name, string Unit, double?[] Values) : TableData(Name, Unit);
