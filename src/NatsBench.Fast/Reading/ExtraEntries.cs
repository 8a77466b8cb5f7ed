using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>The extra columns of one file, in the order of its directory: of each its description and its values.</summary>
internal sealed class ExtraEntries
{
    private readonly List<string> _names = [];
    private readonly List<ColumnSource> _columns = [];

    /// <summary>Takes one column of <see cref="ColumnPart.Extra"/>.</summary>
    public void Add(string name, ColumnSource source)
    {
        _names.Add(name);
        _columns.Add(source);
    }

    /// <summary>Checks that each has both, and gives them.</summary>
    /// <exception cref="DamagedFileException">One lacks the other.</exception>
    public IEnumerable<ExtraEntry> Complete(string path)
    {
        OrderedDictionary<string, (ColumnSource? Description, ColumnSource? Values)> columns = [];
        foreach ((string name, ColumnSource source) in _names.Zip(_columns))
        {
            (ColumnSource? Description, ColumnSource? Values) found = columns.GetValueOrDefault(name);
            columns[name] = (ExtraColumnKind)source.Entry.Key.Kind == ExtraColumnKind.Description ? (source, found.Values) : (found.Description, source);
        }
        foreach ((string name, (ColumnSource? description, ColumnSource? values)) in columns)
            yield return new ExtraEntry(
                path, name,
                description ?? throw Missing(name, ExtraColumnKind.Description),
                values ?? throw Missing(name, ExtraColumnKind.Values));

        DamagedFileException Missing(string name, ExtraColumnKind column) => new($"{path}: column {name}/{column} is missing; attach it again");
    }
}
