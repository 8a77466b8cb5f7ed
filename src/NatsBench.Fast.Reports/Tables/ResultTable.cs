namespace NatsBench.Fast.Reports.Tables;

/// <summary>
/// A table of results, in whatever form it is wanted. Pages show as many digits as a reader needs; CSV and Parquet keep all. The same table gives
/// the same bytes, whatever the culture. Immutable by convention, thread-safe.
/// </summary>
/// <param name="Name">The name of its files: small letters, digits and hyphens.</param>
/// <param name="Caption">What it shows, in a line or two; what the parts of a cell are.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows, each with a cell for every column.</param>
public sealed record ResultTable(string Name, string Caption, IReadOnlyList<ResultColumn> Columns, IReadOnlyList<IReadOnlyList<ResultCell>> Rows)
{
    /// <summary>The name of the model that made the numbers, said in every form; empty for measured ones.</summary>
    public string Synthetic { get; init; } = "";

    /// <summary>As CSV (RFC 4180, UTF-8, a line feed after each row): every digit; empty where there is no value, its reason in a column beside.</summary>
    public string ToCsv() => CsvTable.Of(Checked());

    /// <summary>As a Parquet file: the columns of the CSV with their types, units and caption in the metadata.</summary>
    public byte[] ToParquet() => ParquetTable.Of(Checked());

    /// <summary>As a table of GitHub's Markdown, with its caption.</summary>
    public string ToMarkdown() => MarkdownTable.Of(Checked());

    /// <summary>As a floating table of LaTeX; it takes the package <c>booktabs</c>.</summary>
    public string ToLatex() => LatexTable.Of(Checked());

    /// <summary>As an element of HTML.</summary>
    public string ToHtml() => HtmlTable.Of(Checked());

    private ResultTable Checked()
    {
        if (Name.Length == 0 || Name.Any(letter => !(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')))
            throw new ArgumentException($"a table's name is of small letters, digits and hyphens, not '{Name}'");
        if (Rows.FirstOrDefault(row => row.Count != Columns.Count) is { } odd)
            throw new ArgumentException($"{Name}: a row has {odd.Count} cells, and there are {Columns.Count} columns");
        return this;
    }
}
