using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Grids;

/// <summary>
/// JSON as a table: a list of objects, or an object by architecture whose values are objects or numbers, perhaps by dataset or device first.
/// </summary>
internal static class JsonGrid
{
    /// <summary>The column of an outer object's names.</summary>
    public const string KeyName = "architecture";

    private const string GroupName = "group";

    /// <param name="file">The file.</param>
    /// <param name="isKey">Whether a name may be that of an architecture.</param>
    /// <exception cref="NatsBenchException">It is no JSON of these forms.</exception>
    public static Grid Read(SourceFile file, Func<string, bool> isKey)
    {
        OrderedDictionary<string, List<(int Row, JsonLeaf Leaf)>> columns = [];
        Dictionary<string, int> rows = [];
        List<(string Key, string Group)> names = [];
        bool isList = file.Bytes.AsSpan().TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'[', ..];
        JsonLeaves.Read(file, (path, in leaf) =>
        {
            int key = isList || path.Count < 2 || isKey(path[0]) || !isKey(path[1]) ? 0 : 1;
            string name = string.Join('\n', path.Take(key + 1));
            if (!rows.TryGetValue(name, out int row))
                row = AddRow(name, path, key);
            string field = path.Count > key + 1 ? string.Join('.', path.Skip(key + 1)) : "value";
            if (!columns.TryGetValue(field, out List<(int Row, JsonLeaf Leaf)>? cells))
            {
                if (columns.Count == Grid.MostColumns)
                    throw file.Fault($"has more than {Grid.MostColumns} columns");
                columns.Add(field, cells = []);
            }
            // A key that comes again has a row of its own.
            if (cells.Count > 0 && cells[^1].Row >= row)
                row = AddRow(name, path, key);
            cells.Add((row, leaf));
            return true;
        });
        List<GridColumn> all = [.. columns.Select(column => Column(column.Key, column.Value, names.Count))];
        if (!isList)
            all.Insert(0, new GridColumn(KeyName, [.. names.Select(name => (string?)name.Key)]));
        if (names.Exists(name => name.Group.Length > 0))
            all.Insert(0, new GridColumn(GroupName, [.. names.Select(name => (string?)name.Group)]));
        return new Grid(file, all);

        int AddRow(string name, IReadOnlyList<string> path, int key)
        {
            if (names.Count == Grid.MostRows)
                throw file.Fault($"has more than {Grid.MostRows} rows");
            rows[name] = names.Count;
            names.Add((path.Count > key ? path[key] : "", key > 0 ? path[0] : ""));
            return names.Count - 1;
        }
    }

    private static GridColumn Column(string name, List<(int Row, JsonLeaf Leaf)> cells, int rows)
    {
        if (cells.TrueForAll(cell => cell.Leaf.Kind is JsonValueKind.Number or JsonValueKind.Null))
        {
            double[] numbers = new double[rows];
            numbers.AsSpan().Fill(double.NaN);
            foreach ((int row, JsonLeaf leaf) in cells)
                numbers[row] = leaf.Number;
            return new(name, numbers);
        }
        string?[] texts = new string?[rows];
        foreach ((int row, JsonLeaf leaf) in cells)
            texts[row] = leaf.Kind == JsonValueKind.Number ? leaf.Number.ToString("R", CultureInfo.InvariantCulture) : leaf.Text ?? (leaf.Kind == JsonValueKind.Null ? null : leaf.Kind.ToString());
        return new(name, texts);
    }
}
