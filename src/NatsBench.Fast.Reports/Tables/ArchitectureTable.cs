namespace NatsBench.Fast.Reports.Tables;

/// <summary>
/// Columns of architectures on their way into a file: <c>index</c>, <c>architecture</c> and the columns under their names, every digit kept, absent
/// as empty or null; where a model made the numbers, a column <c>synthetic</c> says so. Immutable by convention, thread-safe.
/// </summary>
public sealed class ArchitectureTable
{
    private readonly TableData[] _columns;
    private readonly int _rows;
    private readonly string _synthetic;

    /// <summary>Takes columns.</summary>
    /// <param name="indices">The index of each architecture.</param>
    /// <param name="texts">The text of each.</param>
    /// <param name="columns">Names, units (empty where there is none) and values, one for each architecture; NaN where absent.</param>
    /// <param name="synthetic">The model that made the numbers; empty for measured ones.</param>
    /// <exception cref="ArgumentException">A column has more or fewer values than there are architectures.</exception>
    public ArchitectureTable(
        IReadOnlyList<int> indices, IReadOnlyList<string> texts, IReadOnlyList<(string Name, string Unit, double[] Values)> columns, string synthetic)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(columns);
        if (texts.Count != indices.Count || columns.Any(column => column.Values.Length != indices.Count))
            throw new ArgumentException($"{indices.Count} architectures have as many texts and values", nameof(columns));
        (_rows, _synthetic) = (indices.Count, synthetic);
        _columns =
        [
            new WholeData("index", "", [.. indices.Select(index => (long?)index)]),
            new TextData("architecture", "", [.. texts]),
            .. columns.Select(column => new NumberData(column.Name, column.Unit, [.. column.Values.Select(value => double.IsNaN(value) ? (double?)null : value)])),
            .. synthetic.Length > 0 ? (TableData[])[new TextData("synthetic", "", [.. indices.Select(_ => synthetic)])] : [],
        ];
    }

    /// <summary>As CSV (RFC 4180, UTF-8, a line feed after each row).</summary>
    public string ToCsv() => CsvTable.Of(_columns, _rows);

    /// <summary>As a Parquet file, units in its metadata.</summary>
    public byte[] ToParquet() => ParquetTable.Of(_columns, _synthetic.Length > 0 ? new() { ["natsbench.synthetic"] = _synthetic } : []);
}
