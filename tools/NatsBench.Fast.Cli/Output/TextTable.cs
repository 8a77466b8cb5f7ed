using NatsBench.Fast.Internals;
using Spectre.Console;

namespace NatsBench.Fast.Cli.Output;

/// <summary>A table of texts: words to the left, numbers to the right.</summary>
internal sealed class TextTable(params TextTable.Column[] columns)
{
    private readonly List<string[]> _rows = [];

    public readonly record struct Column(string Name, bool IsNumber)
    {
        public static implicit operator Column(string name) => new(name, IsNumber: false);
    }

    public static Column Number(string name) => new(name, IsNumber: true);

    public void Add(params string[] row) => _rows.Add(row);

    public Table Build()
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (Column column in columns)
            table.AddColumn(new TableColumn(new Text(Printable.Of(column.Name))) { Alignment = column.IsNumber ? Justify.Right : Justify.Left });
        foreach (string[] row in _rows)
            table.AddRow(row.Select(cell => new Text(Printable.Of(cell))));
        return table;
    }
}
