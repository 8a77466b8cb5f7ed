using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Cli.Output;

/// <summary>Tables of results in the terminal: the caption, the table, and beneath it why cells are empty.</summary>
internal static class ResultTableText
{
    /// <summary>Writes a table.</summary>
    public static void Table(this TextOutput text, ResultTable table)
    {
        TableText cells = new(table);
        text.Title(table.Caption);
        TextTable rows = new([.. table.Columns.Select((column, place) => new TextTable.Column(column.Heading, cells.IsRight(place)))]);
        foreach (IReadOnlyList<ResultCell> row in table.Rows)
            rows.Add([.. row.Select((cell, place) => cells.Mark(cell) is { } mark ? $"{TableText.Of(cell, table.Columns[place])} {mark}" : TableText.Of(cell, table.Columns[place]))]);
        text.Table(rows);
        foreach ((string mark, string reason) in cells.Notes)
            text.Line($"{mark} {reason}");
    }
}
