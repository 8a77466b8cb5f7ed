using System.Buffers;
using System.Text;
using System.Text.Json;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Records;
using NatsBench.Fast.Schema;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Native;

/// <summary>What a benchmark holds, as JSON.</summary>
internal static class Description
{


    public static string Json(NatsBenchmark bench)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteString("path", bench.Path);
            json.WriteString("space", bench.Space == SearchSpace.Topology ? "topology" : "size");
            json.WriteNumber("architectures", bench.Count);
            json.WriteNumber("records", bench.RecordCount);
            json.WriteBoolean("search_only", bench.Contents == TableContents.SearchOnly);
            json.WriteString("synthetic", bench.Provenance.Synthetic);
            json.WriteString("source", bench.Provenance.SourceName);
            json.WriteString("source_sha256", bench.Provenance.SourceSha256);
            json.WriteString("tool", bench.Provenance.Tool);
            json.WriteStartArray("tables");
            foreach (TableSummary table in bench.Summarize().Tables)
                Write(json, table);
            json.WriteEndArray();
            json.WriteStartArray("extra_columns");
            foreach (ExtraColumn column in bench.Extras)
                Write(json, column.Description);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, TableSummary table)
    {
        json.WriteStartObject();
        json.WriteString("hp", table.Setting.Key);
        json.WriteString("dataset", table.Dataset.Name);
        json.WriteNumber("architectures", table.Architectures);
        json.WriteNumber("runs", table.Runs);
        json.WriteStartArray("seeds");
        foreach (long seed in table.RunsOfSeed.Keys)
            json.WriteNumberValue(seed);
        json.WriteEndArray();
        json.WriteStartArray("sets");
        foreach (EvaluationSet set in table.Sets)
            json.WriteStringValue(set.Name);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExtraDescription column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.WriteString("quantity", column.Quantity);
        json.WriteString("unit", column.Unit);
        json.WriteString("direction", ExtraJson.DirectionWord(column.Direction));
        json.WriteString("dataset", column.Dataset);
        json.WriteString("device", column.Device);
        json.WriteString("source", column.SourceName);
        json.WriteEndObject();
    }
}
