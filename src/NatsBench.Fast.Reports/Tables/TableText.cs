using System.Globalization;

namespace NatsBench.Fast.Reports.Tables;

/// <summary>Cells as people read them, and the notes beneath a table that say why cells are empty.</summary>
internal sealed class TableText
{
    private readonly ResultTable _table;
    private readonly List<string> _reasons;

    public TableText(ResultTable table)
    {
        _table = table;
        _reasons = [.. table.Rows.SelectMany(row => row).Select(cell => cell.Reason).OfType<string>().Distinct()];
    }

    /// <summary>Each mark with its reason.</summary>
    public IEnumerable<(string Mark, string Reason)> Notes => _reasons.Select((reason, i) => (MarkOf(i), reason));

    /// <summary>What stands beneath a caption or before it; empty for measured numbers.</summary>
    public static string Stamp(string synthetic) => synthetic.Length == 0 ? "" : $"SYNTHETIC numbers, made by a model ({synthetic}); never cite them.";

    /// <summary>The text of a cell; a dash where there is nothing.</summary>
    public static string Of(ResultCell cell, ResultColumn column)
    {
        if (cell.Text is { } text)
            return text;
        if (cell.Value is not { } value)
            return "—";
        string number = Number(value, column);
        if (cell.Deviation is { } deviation)
            number += $" ± {Number(deviation, column)}";
        if (cell.Error is { } error)
            number += $" ({Number(error, column, more: 1)})";
        return cell.Interval is var (low, high) ? $"{number} [{Number(low, column)}, {Number(high, column)}]" : number;
    }

    /// <summary>The mark of the reason why a cell is empty; null where it is not.</summary>
    public string? Mark(ResultCell cell) => cell.Reason is { } reason ? MarkOf(_reasons.IndexOf(reason)) : null;

    /// <summary>Whether a column stands to the right.</summary>
    public bool IsRight(int column) => _table.Columns[column].Kind is ColumnKind.Whole or ColumnKind.Number;

    // a to z, then aa and on.
    private static string MarkOf(int number) => number < 26 ? $"{(char)('a' + number)}" : $"{MarkOf((number / 26) - 1)}{(char)('a' + (number % 26))}";

    private static string Number(double value, ResultColumn column, int more = 0)
    {
        if (!double.IsFinite(value))
            return "—";
        string text = column.Kind == ColumnKind.Whole
            ? value.ToString("N0", CultureInfo.InvariantCulture)
            : column.Decimals is { } decimals
                ? value.ToString($"N{decimals + more}", CultureInfo.InvariantCulture)
                : Significant(value);
        return text.Replace('-', '−');
    }

    private static string Significant(double value) => Math.Abs(value) >= 1000
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);
}
