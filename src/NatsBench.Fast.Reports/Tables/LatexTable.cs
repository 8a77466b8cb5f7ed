using System.Text;

namespace NatsBench.Fast.Reports.Tables;

/// <summary>Tables as LaTeX, with the rules of booktabs.</summary>
internal static class LatexTable
{
    public static string Of(ResultTable table)
    {
        TableText text = new(table);
        StringBuilder latex = new("% \\usepackage{booktabs}\n\\begin{table}[t]\n\\centering\n");
        string stamp = table.Synthetic.Length == 0 ? "" : $"\\textbf{{{LatexText.Escape(TableText.Stamp(table.Synthetic))}}} ";
        latex.Append($"\\caption{{{stamp}{LatexText.Escape(table.Caption)}}}\n\\label{{tab:{table.Name}}}\n");
        latex.Append($"\\begin{{tabular}}{{{string.Concat(table.Columns.Select((_, i) => text.IsRight(i) ? 'r' : 'l'))}}}\n\\toprule\n");
        Row(table.Columns.Select(column => LatexText.Escape(column.Heading)));
        latex.Append("\\midrule\n");
        foreach (IReadOnlyList<ResultCell> row in table.Rows)
            Row(row.Select((cell, i) => Cell(text, cell, table.Columns[i])));
        latex.Append("\\bottomrule\n\\end{tabular}\n");
        if (text.Notes.Any())
            latex.Append($"\\par\\smallskip\\footnotesize\n{string.Join("; ", text.Notes.Select(note => $"\\textsuperscript{{{note.Mark}}}~{LatexText.Escape(note.Reason)}"))}\n");
        return latex.Append("\\end{table}\n").ToString();

        void Row(IEnumerable<string> cells) => latex.Append($"{string.Join(" & ", cells)} \\\\\n");
    }

    private static string Cell(TableText text, ResultCell cell, ResultColumn column)
    {
        string shown = LatexText.Escape(TableText.Of(cell, column));
        if (cell.IsBest)
            shown = $"\\textbf{{{shown}}}";
        // A bracket at the beginning of a cell would be taken for an argument of the row's end.
        if (shown.StartsWith('['))
            shown = $"{{}}{shown}";
        return text.Mark(cell) is { } mark ? $"{shown}\\textsuperscript{{{mark}}}" : shown;
    }
}
