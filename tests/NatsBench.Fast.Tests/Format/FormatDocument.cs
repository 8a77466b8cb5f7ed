using System.Globalization;
using System.Text.RegularExpressions;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Tests.Format;

/// <summary>A page of docs that describes a file, as data: where each field of each structure lies.</summary>
internal sealed partial class FormatDocument
{
    private readonly Dictionary<string, Dictionary<string, (int Offset, int Length)>> _structures = [];

    public FormatDocument(string page = "format.md")
    {
        Path = System.IO.Path.Combine(SharedData.RepositoryRoot, "docs", page);
        Text = File.ReadAllText(Path);
        string heading = "";
        foreach (string line in Text.Split('\n'))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal))
                heading = line[4..].Trim();
            else if (FieldRow().Match(line) is { Success: true } row)
            {
                int first = int.Parse(row.Groups["first"].Value, CultureInfo.InvariantCulture);
                int last = row.Groups["last"].Success ? int.Parse(row.Groups["last"].Value, CultureInfo.InvariantCulture) : first;
                if (!_structures.TryGetValue(heading, out var fields))
                    _structures.Add(heading, fields = []);
                fields.TryAdd(row.Groups["field"].Value.Trim(), (first, last - first + 1));
            }
        }
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>Size of a structure: the end of its last field.</summary>
    public int SizeOf(string structure) => _structures[structure].Values.Max(field => field.Offset + field.Length);

    /// <summary>Where each field of a structure lies, and its bytes.</summary>
    public IEnumerable<(int Offset, int Length)> FieldsOf(string structure) => _structures[structure].Values;

    /// <summary>Reads a field where the document says it lies.</summary>
    public ulong Read(string structure, string field, ReadOnlySpan<byte> bytes)
    {
        (int offset, int length) = _structures[structure][field];
        ulong value = 0;
        for (int i = 0; i < length; i++)
            value |= (ulong)bytes[offset + i] << (8 * i);
        return value;
    }

    [GeneratedRegex(@"^\| (?<first>\d+)(-(?<last>\d+))? \| (?<field>[a-z ]+) \|")]
    private static partial Regex FieldRow();
}
