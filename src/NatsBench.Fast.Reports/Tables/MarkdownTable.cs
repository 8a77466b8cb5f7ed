using System.Text;

namespace NatsBench.Fast.Reports.Tables;

/// <summary>Tables as Markdown.</summary>
internal static class MarkdownTable
{
    public static string Of(ResultTable table)
    {
        TableText text = new(table);
        StringBuilder markdown = new();
        if (table.Synthetic.Length > 0)
            markdown.Append($"**{MarkdownText.Escape(TableText.Stamp(table.Synthetic))}**\n\n");
        markdown.Append($"{MarkdownText.Escape(table.Caption)}\n\n");
        Row(table.Columns.Select(column => MarkdownText.Escape(column.Heading)));
        Row(table.Columns.Select((_, i) => text.IsRight(i) ? "---:" : "---"));
        foreach (IReadOnlyList<ResultCell> row in table.Rows)
            Row(row.Select((cell, i) => Cell(text, cell, table.Columns[i])));
        if (text.Notes.Any())
            markdown.Append('\n');
        foreach ((string mark, string reason) in text.Notes)
            markdown.Append($"<sup>{mark}</sup> {MarkdownText.Escape(reason)}  \n");
        return markdown.ToString();

        void Row(IEnumerable<string> cells) => markdown.Append($"| {string.Join(" | ", cells)} |\n");
    }

    private static string Cell(TableText text, ResultCell cell, ResultColumn column)
    {
        string shown = MarkdownText.Escape(TableText.Of(cell, column));
        if (cell.IsBest)
            shown = $"**{shown}**";
        return text.Mark(cell) is { } mark ? $"{shown}<sup>{mark}</sup>" : shown;
    }
}
