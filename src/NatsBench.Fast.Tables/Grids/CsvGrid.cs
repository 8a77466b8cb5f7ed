using System.Text;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Grids;

/// <summary>Reads comma-separated values (RFC 4180), or those between semicolons or tabs; the first line names the columns.</summary>
internal static class CsvGrid
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether a file looks like one: text whose first line has a separator.</summary>
    public static bool Looks(SourceFile file)
    {
        ReadOnlySpan<byte> start = file.Bytes.AsSpan(0, int.Min(file.Bytes.Length, 1 << 16));
        int end = start.IndexOf((byte)'\n');
        return end > 0 && start[..end].IndexOfAnyInRange((byte)0, (byte)8) < 0 && start[..end].IndexOfAny(",;\t"u8) >= 0 && start[0] is not ((byte)'{' or (byte)'[' or (byte)'<');
    }

    /// <summary>What the first line names, of a file that looks like one.</summary>
    public static IReadOnlyList<string> Names(SourceFile file) =>
        [.. new CsvFields(Encoding.UTF8.GetString(file.Bytes.AsSpan(0, int.Min(file.Bytes.Length, 1 << 16))).TrimStart('\uFEFF')).ReadLine()!.Select(name => name.Trim())];

    /// <exception cref="NatsBenchException">It is no such text, or a line has another number of fields.</exception>
    public static Grid Read(SourceFile file)
    {
        string text;
        try
        {
            text = Strict.GetString(file.Bytes);
        }
        catch (DecoderFallbackException)
        {
            throw file.Fault("is no text in UTF-8");
        }
        CsvFields fields = new(text.TrimStart('\uFEFF'));
        List<string> names = fields.ReadLine() ?? throw file.Fault("is empty");
        if (names.Count > Grid.MostColumns)
            throw file.Fault($"has {names.Count} columns, more than {Grid.MostColumns}");
        List<string?>[] columns = [.. names.Select(_ => new List<string?>())];
        Dictionary<string, string> known = [];
        while (fields.ReadLine() is { } line)
        {
            if (line is [""])
                continue;
            if (line.Count != columns.Length)
                throw file.Fault($"line {fields.Line} has {line.Count} fields where the first has {columns.Length}; keys with commas need quotes");
            if (columns[0].Count == Grid.MostRows)
                throw file.Fault($"has more than {Grid.MostRows} rows");
            for (int i = 0; i < columns.Length; i++)
                columns[i].Add(known.TryGetValue(line[i], out string? same) ? same : known[line[i]] = line[i]);
        }
        return new Grid(file, [.. names.Select((name, i) => new GridColumn(name.Trim(), [.. columns[i]]))]);
    }
}
