using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Grids;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>
/// AnalogNAS-Bench's CSV: NASLib's tuples, accuracies in percent of networks made for analogue memory, and what they come to when it drifts,
/// as mean and deviation.
/// </summary>
internal sealed class AnalogReader : ITableReader
{
    private static readonly string[] Columns = ["baseline_accuracy", "ptq_accuracy", "qat_accuracy"];

    public string Format => "analognas";

    public bool Knows(SourceFile file) => CsvGrid.Looks(file) && CsvGrid.Names(file) is var names && Array.TrueForAll(Columns, name => names.Contains(name));

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options)
    {
        Grid grid = CsvGrid.Read(file);
        (string[] rowKeys, KeyKind? kind, HashSet<string> keyColumns) = GridKeys.Find(file, grid, keys, options);
        SourceTable table = new() { Kind = kind };
        foreach (string key in rowKeys)
            table.AddRow(key);
        foreach (GridColumn column in grid.Columns.Where(column => !keyColumns.Contains(column.Name)))
        {
            (GridColumn Mean, GridColumn Deviation)? parts = column.TrySplitDeviations();
            if (parts is { } pair)
                Add(table, file, pair.Deviation, "deviation", Direction.Minimise);
            if ((parts?.Mean ?? column) is { Numbers: not null } mean)
                Add(table, file, mean, ColumnWords.Quantity(column.Name)?.Quantity is "params" ? "params" : "accuracy", Direction.Maximise);
        }
        return [table];
    }

    private static void Add(SourceTable table, SourceFile file, GridColumn numbers, string quantity, Direction direction)
    {
        SourceColumn column = table.Column(numbers.Name, () => new(new ExtraDescription
        {
            Name = $"analog.{ColumnWords.Part(numbers.Name)}",
            Quantity = quantity,
            Unit = quantity == "params" ? "" : "%",
            Direction = quantity == "params" ? Direction.Minimise : direction,
            Dataset = Dataset.Cifar10.Name,
            Device = "analogue in-memory computing, simulated",
            Kind = ExtraKind.Measured,
            SourceName = file.Name,
            Licence = "MIT",
        }));
        for (int row = 0; row < numbers.Count; row++)
            column.Add(row, numbers.Numbers![row]);
    }
}
