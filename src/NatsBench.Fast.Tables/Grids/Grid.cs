using NatsBench.Fast.Internals;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Grids;

/// <summary>Named columns of equally many rows, read from a file.</summary>
internal sealed class Grid
{
    /// <summary>No published table has more.</summary>
    public const int MostColumns = 4096;

    /// <summary>No published table has more: 12 rows an architecture make 187,500.</summary>
    public const int MostRows = 4 << 20;

    /// <exception cref="NatsBenchException">A name comes twice, or there are no rows.</exception>
    public Grid(SourceFile file, IReadOnlyList<GridColumn> columns)
    {
        HashSet<string> names = [];
        foreach (GridColumn column in columns)
            if (!names.Add(column.Name))
                throw file.Fault($"has two columns '{Printable.Of(column.Name)}'; rename one of them");
        Columns = columns;
        RowCount = columns.Count > 0 ? columns[0].Count : 0;
        if (RowCount == 0)
            throw file.Fault("has no rows");
    }

    public IReadOnlyList<GridColumn> Columns { get; }

    public int RowCount { get; }

    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            if (Find(name) is null)
                return false;
        return true;
    }

    public GridColumn? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);

    /// <exception cref="NatsBenchException">There is none of that name.</exception>
    public GridColumn Get(SourceFile file, string name) => Find(name) ?? throw file.Fault(
        $"has no column '{Printable.Of(name)}'; there are {string.Join(", ", Columns.Take(12).Select(column => Printable.Of(column.Name)))}{Nearest.Hint(name, Columns.Select(column => column.Name))}");
}
