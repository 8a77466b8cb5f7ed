using System.Text.Json;
using NatsBench.Fast.Conversion.Provenance;

namespace NatsBench.Fast.Cli.Output;

/// <summary>What was found in an archive, in both forms.</summary>
internal static class Findings
{
    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray(name);
        foreach (Finding finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("what", finding.What);
            json.WriteNumber("count", finding.Count);
            json.WriteStartArray("examples");
            foreach (string example in finding.Examples)
                json.WriteStringValue(example);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Write(TextOutput text, string title, IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
            return;
        TextTable table = new(title, TextTable.Number("count"), "such as");
        foreach (Finding finding in findings)
            table.Add(finding.What, Display.Count(finding.Count), string.Join("; ", finding.Examples));
        text.Table(table);
    }
}
