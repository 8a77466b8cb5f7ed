using NatsBench.Fast.Format;
using NatsBench.Fast.Schema;

namespace NatsBench.Fast.Reading;

/// <summary>The extra columns of one file, in the order of its directory: of each its description and its values.</summary>
internal sealed class ExtraEntries
{
    private readonly List<(ColumnKey Key, string Name, ColumnSource Source)> _columns = [];

    /// <summary>Takes one column of <see cref="ColumnPart.Extra"/>.</summary>
    public void Add(ColumnKey key, string name, ColumnSource source) => _columns.Add((key, name, source));

    /// <summary>Checks that each has both, and gives them.</summary>
    /// <exception cref="DamagedFileException">One lacks the other.</exception>
    public IEnumerable<ExtraEntry> Complete(string path)
    {
        OrderedDictionary<string, (ColumnSource? Description, ColumnSource? Values)> columns = [];
        foreach ((ColumnKey key, string name, ColumnSource source) in _columns)
        {
            (ColumnSource? Description, ColumnSource? Values) found = columns.GetValueOrDefault(name);
            columns[name] = (ExtraColumnKind)key.Kind == ExtraColumnKind.Description ? (source, found.Values) : (found.Description, source);
        }
        foreach ((string name, (ColumnSource? description, ColumnSource? values)) in columns)
            yield return new ExtraEntry(
                path, name,
                description ?? throw Missing(name, ExtraColumnKind.Description),
                values ?? throw Missing(name, ExtraColumnKind.Values));

        DamagedFileException Missing(string name, ExtraColumnKind column) => new($"{path}: column {name}/{column} is missing; attach it again");
    }
}
