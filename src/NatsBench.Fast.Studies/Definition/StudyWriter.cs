using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Studies.Definition;

/// <summary>Writes studies as JSON, in one form only: hashes depend on it.</summary>
internal static class StudyWriter
{
    public static string Write(Study study, bool isIndented)
    {
        using MemoryStream buffer = new();
        JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = isIndented, NewLine = "\n" };
        using (Utf8JsonWriter json = new(buffer, options))
            Write(json, study);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Study study)
    {
        json.WriteStartObject();
        json.WriteStartArray("algorithms");
        // Each combination by itself, so that two ways of writing a grid are one study.
        foreach (AlgorithmGrid grid in study.Algorithms)
            foreach (HyperParameters combination in grid.Combinations)
                Write(json, grid.Algorithm, combination);
        json.WriteEndArray();
        Write(json, "datasets", study.Datasets.Select(dataset => dataset.Name));
        Write(json, "report", study.Report.Select(dataset => dataset.Name));
        json.WriteString("budget", study.Budget.ToString());
        if (study.Oracle is not null)
            json.WriteString("oracle", study.Oracle);
        json.WriteString("fidelity", study.Fidelity.Name);
        json.WriteBoolean("resume", study.Fidelity.Resumes);
        json.WriteString("seeds", Words.Of(Words.Seeds, study.Seeds));
        json.WriteString("isomorphs", Words.Of(Words.Isomorphs, study.Isomorphs));
        json.WriteString("absent", Words.Of(Words.Absent, study.Absent));
        Write(json, "objectives", study.Objectives.Select(objective => objective.Name));
        if (study.Limits.Count > 0)
            Write(json, study.Limits);
        json.WriteNumber("workers", study.Workers);
        json.WriteNumber("trials", study.Trials);
        json.WriteNumber("seed", study.RootSeed);
        json.WriteString("traces", Words.Of(Words.Traces, study.Traces));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AlgorithmDefinition algorithm, HyperParameters parameters)
    {
        json.WriteStartObject();
        json.WriteString("name", algorithm.Name);
        json.WriteStartObject("parameters");
        foreach ((string name, string value) in parameters.Values)
            json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // A study without limits is written as it was when there were none; by name, as their order does not matter.
    private static void Write(Utf8JsonWriter json, IReadOnlyList<Limit> limits)
    {
        json.WriteStartObject("limits");
        foreach (Limit limit in limits.OrderBy(limit => limit.Quantity.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject(limit.Quantity.Name);
            if (limit.Least is { } least)
                json.WriteNumber("min", least);
            if (limit.Most is { } most)
                json.WriteNumber("max", most);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
