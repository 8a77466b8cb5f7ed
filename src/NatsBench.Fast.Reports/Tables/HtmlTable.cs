using System.Text;

namespace NatsBench.Fast.Reports.Tables;

/// <summary>Tables as HTML, in a region of their own that scrolls where they are wider than the page.</summary>
internal static class HtmlTable
{
    public static string Of(ResultTable table)
    {
        TableText text = new(table);
        string id = $"table-{table.Name}";
        StringBuilder html = new($"<div class=\"scroll\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n<table>\n<caption id=\"{id}\"><span>");
        if (table.Synthetic.Length > 0)
            html.Append($"<strong class=\"stamp\">SYNTHETIC</strong> ");
        html.Append($"{HtmlText.Escape(table.Caption)}</span></caption>\n<thead>\n<tr>");
        for (int i = 0; i < table.Columns.Count; i++)
            html.Append($"<th scope=\"col\"{Class(text, i)}>{HtmlText.Escape(table.Columns[i].Heading)}</th>");
        html.Append("</tr>\n</thead>\n<tbody>\n");
        foreach (IReadOnlyList<ResultCell> row in table.Rows)
        {
            html.Append("<tr>");
            for (int i = 0; i < row.Count; i++)
                html.Append(Cell(text, row[i], table.Columns[i], Class(text, i)));
            html.Append("</tr>\n");
        }
        html.Append("</tbody>\n</table>\n</div>\n");
        if (text.Notes.Any())
            html.Append($"<p class=\"notes\">{string.Join("<br/>", text.Notes.Select(note => $"<sup>{note.Mark}</sup> {HtmlText.Escape(note.Reason)}"))}</p>\n");
        return html.ToString();
    }

    private static string Class(TableText text, int column) => text.IsRight(column) ? " class=\"n\"" : "";

    private static string Cell(TableText text, ResultCell cell, ResultColumn column, string style)
    {
        string shown = HtmlText.Escape(TableText.Of(cell, column));
        if (cell.IsBest)
            shown = $"<strong>{shown}</strong>";
        if (text.Mark(cell) is { } mark)
            shown += $"<sup>{mark}</sup>";
        return column.Kind == ColumnKind.Header ? $"<th scope=\"row\"{style}>{shown}</th>" : $"<td{style}>{shown}</td>";
    }
}
