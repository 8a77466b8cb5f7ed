using NatsBench.Fast.Tables.Keys;

namespace NatsBench.Fast.Tables.Sources;

/// <summary>Rows of a source, each about an architecture, and its quantities.</summary>
internal sealed class SourceTable
{
    private readonly List<string> _keys = [];
    private readonly Dictionary<string, int> _rows = [];
    private readonly OrderedDictionary<string, SourceColumn> _columns = [];

    /// <summary>What messages call it within the file, such as <c>cifar10</c>; empty where the file is one table.</summary>
    public string Part { get; init; } = "";

    /// <summary>How its rows are named; null where that is to be found.</summary>
    public KeyKind? Kind { get; init; }

    /// <summary>True where rows have no key: there are as many as architectures, in the order of the archive.</summary>
    public bool IsInOrder { get; init; }

    /// <summary>Rows without a key.</summary>
    public int RowsInOrder { get; init; }

    /// <summary>True where a row that comes again takes the place of the one before, as its makers say.</summary>
    public bool LaterWins { get; init; }

    /// <summary>What reveals that keys are read in the wrong order; null where nothing in the source can.</summary>
    public Action<SourceFile, ArchitectureKeys, int[]>? Check { get; set; }

    public IReadOnlyList<string> Keys => _keys;

    public IReadOnlyList<SourceColumn> Columns => _columns.Values;

    /// <summary>The row of a key; a key that comes again has its first row.</summary>
    public int RowOf(string key)
    {
        if (_rows.TryGetValue(key, out int row))
            return row;
        _rows.Add(key, row = _keys.Count);
        _keys.Add(key);
        return row;
    }

    /// <summary>A row of its own, whether its key is there or not.</summary>
    public int AddRow(string key)
    {
        _keys.Add(key);
        return _keys.Count - 1;
    }

    /// <summary>The column of a name, made where it is new.</summary>
    public SourceColumn Column(string name, Func<SourceColumn> make)
    {
        if (!_columns.TryGetValue(name, out SourceColumn? column))
            _columns.Add(name, column = make());
        return column;
    }
}
