using System.CommandLine;
using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Cli.Parsing;
using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.Cli.Commands;

/// <summary><c>natsbench algorithms</c>.</summary>
internal sealed class AlgorithmsCommand : ExampleCommand
{
    private readonly Option<bool> _json = CommonArguments.Json();

    public AlgorithmsCommand() : base(
        "algorithms", "List the search algorithms and their hyper-parameters, with defaults and ranges.",
        "natsbench algorithms",
        "natsbench algorithms --json")
    {
        Options.Add(_json);
        SetAction(parsed => new Answer(WriteJson, WriteText).Write(parsed.GetValue(_json), synthetic: ""));
    }

    private static void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartArray("algorithms");
        foreach (AlgorithmDefinition algorithm in AlgorithmCatalog.All)
        {
            json.WriteStartObject();
            json.WriteString("name", algorithm.Name);
            json.WriteString("summary", algorithm.Summary);
            json.WriteStartArray("parameters");
            foreach (HyperParameter parameter in algorithm.Parameters)
            {
                json.WriteStartObject();
                json.WriteString("name", parameter.Name);
                json.WriteString("default", parameter.Default);
                json.WriteString("range", parameter.Range);
                json.WriteString("meaning", parameter.Meaning);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(TextOutput text)
    {
        foreach (AlgorithmDefinition algorithm in AlgorithmCatalog.All)
        {
            text.Title($"{algorithm.Name}: {algorithm.Summary}");
            if (algorithm.Parameters.Count == 0)
            {
                text.Line("");
                continue;
            }
            TextTable table = new("hyper-parameter", "default", "range", "meaning");
            foreach (HyperParameter parameter in algorithm.Parameters)
                table.Add(parameter.Name, parameter.Default, parameter.Range, parameter.Meaning);
            text.Table(table);
        }
    }
}
