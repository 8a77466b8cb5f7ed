using System.Globalization;
using System.Text;

namespace NatsBench.Fast.Reports.Tables;

/// <summary>Tables as CSV.</summary>
internal static class CsvTable
{
    public static string Of(ResultTable table) => Of(TableData.Of(table), table.Rows.Count);

    public static string Of(IReadOnlyList<TableData> columns, int rows)
    {
        StringBuilder csv = new();
        csv.AppendJoin(',', columns.Select(column => Quoted(column.Name))).Append('\n');
        for (int row = 0; row < rows; row++)
            csv.AppendJoin(',', columns.Select(column => Field(column, row))).Append('\n');
        return csv.ToString();
    }

    private static string Field(TableData column, int row) => column switch
    {
        NumberData numbers => numbers.Values[row]?.ToString("R", CultureInfo.InvariantCulture) ?? "",
        WholeData numbers => numbers.Values[row]?.ToString(CultureInfo.InvariantCulture) ?? "",
        TextData texts => Quoted(texts.Values[row] ?? ""),
        _ => throw new InvalidOperationException($"no CSV of {column.GetType().Name}"),
    };

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
