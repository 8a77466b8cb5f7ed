using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Studies.Definition;

/// <summary>The JSON schema of study files, for editors; <see cref="StudyReader"/> decides.</summary>
public static class StudySchema
{
    /// <summary>The schema as text (JSON Schema 2020-12).</summary>
    public static string Text { get; } = Make();

    private static string Make()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" }))
            Write(json);
        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "NatsBench.Fast study");
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartArray("required");
        json.WriteStringValue("algorithms");
        json.WriteStringValue("datasets");
        json.WriteEndArray();
        json.WriteStartObject("properties");
        Member(json, "$schema", "Where this schema lies.", () => json.WriteString("type", "string"));
        Member(json, "algorithms", "Names, or objects of a name and its hyper-parameters; a list of values is a grid.", () => Algorithms(json));
        Member(json, "datasets", "The datasets searched on, each by itself.", () => Texts(json, least: 1));
        Member(json, "report", "The datasets reported; none: the one searched on.", () => Texts(json, least: 0));
        Member(json, "budget", "paper, a number of simulated seconds, or of evaluations such as 100e.", () =>
        {
            json.WriteStartArray("type");
            json.WriteStringValue("string");
            json.WriteStringValue("number");
            json.WriteEndArray();
            json.WriteString("default", "paper");
        });
        Member(json, "oracle", "The name of the oracle of a program's own that is asked; such a study is run by that program.", () => json.WriteString("type", "string"));
        Member(json, "fidelity", "What a shorter training is.", () => Choice(json, ["curve:12", "curve:90", "curve:108", "curve:200", "ladder"]));
        Member(json, "resume", "Whether a longer training goes on where the same one stopped.", () => json.WriteString("type", "boolean"));
        Member(json, "seeds", "Which stored seed answers.", () => Choice(json, Words.Seeds.Keys));
        Member(json, "isomorphs", "What becomes of isomorphic cells.", () => Choice(json, Words.Isomorphs.Keys));
        Member(json, "absent", "What becomes of architectures that lack a number.", () => Choice(json, Words.Absent.Keys));
        Member(json, "objectives", "What is weighed against accuracy: costs, columns of the table such as valid-loss or test-accuracy@11, and extra columns such as help.pixel2.latency.", () =>
        {
            json.WriteString("type", "array");
            json.WriteNumber("maxItems", Study.MostObjectives);
            json.WriteStartObject("items");
            QuantityName(json);
            json.WriteEndObject();
        });
        Member(json, "limits", "What an architecture must keep to be proposed: quantities by name, as objectives, with the least and the greatest that are admitted.", () => Limits(json));
        Member(json, "workers", "Trainings at a time, in simulated time.", () => Whole(json, 1, Experiment.MostWorkers));
        Member(json, "trials", "Trials of each algorithm on each dataset.", () => Whole(json, 1, Study.MostTrials));
        Member(json, "seed", "The number that all randomness comes from.", () => Whole(json, 0, ulong.MaxValue));
        Member(json, "traces", "Which log points are kept, as --traces.", () => Choice(json, Words.Traces.Keys));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Member(Utf8JsonWriter json, string name, string description, Action write)
    {
        json.WriteStartObject(name);
        json.WriteString("description", description);
        write();
        json.WriteEndObject();
    }

    private static void Algorithms(Utf8JsonWriter json)
    {
        json.WriteString("type", "array");
        json.WriteNumber("minItems", 1);
        json.WriteStartObject("items");
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        json.WriteStartArray("enum");
        foreach (AlgorithmDefinition algorithm in AlgorithmCatalog.All)
            json.WriteStringValue(algorithm.Name);
        json.WriteEndArray();
        json.WriteEndObject();
        foreach (AlgorithmDefinition algorithm in AlgorithmCatalog.All)
            Algorithm(json, algorithm);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Algorithm(Utf8JsonWriter json, AlgorithmDefinition algorithm)
    {
        json.WriteStartObject();
        json.WriteString("description", algorithm.Summary);
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartArray("required");
        json.WriteStringValue("name");
        json.WriteEndArray();
        json.WriteStartObject("properties");
        json.WriteStartObject("name");
        json.WriteString("const", algorithm.Name);
        json.WriteEndObject();
        json.WriteStartObject("parameters");
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (HyperParameter parameter in algorithm.Parameters)
            Member(json, parameter.Name, $"{parameter.Meaning}; {parameter.Range}; default {parameter.Default}", () => { });
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Limits(Utf8JsonWriter json)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("propertyNames");
        QuantityName(json);
        json.WriteEndObject();
        json.WriteStartObject("additionalProperties");
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        json.WriteNumber("minProperties", 1);
        json.WriteStartObject("properties");
        Member(json, "min", "The least that is admitted.", () => json.WriteString("type", "number"));
        Member(json, "max", "The greatest that is admitted.", () => json.WriteString("type", "number"));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void QuantityName(Utf8JsonWriter json)
    {
        json.WriteStartArray("anyOf");
        json.WriteStartObject();
        Choice(json, Quantity.Costs.Select(cost => cost.Name));
        json.WriteEndObject();
        foreach (string pattern in Quantity.ColumnPatterns)
        {
            json.WriteStartObject();
            json.WriteString("pattern", pattern);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, int least)
    {
        json.WriteString("type", "array");
        json.WriteNumber("minItems", least);
        json.WriteStartObject("items");
        json.WriteString("type", "string");
        json.WriteEndObject();
    }

    private static void Choice(Utf8JsonWriter json, IEnumerable<string> words)
    {
        json.WriteStartArray("enum");
        foreach (string word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static void Whole(Utf8JsonWriter json, int least, ulong most)
    {
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", least);
        json.WriteNumber("maximum", most);
    }
}
