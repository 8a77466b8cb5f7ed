using System.Text.Json;
using NatsBench.Fast.Cli.Output;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli.Commands;

/// <summary>One answer of <c>natsbench query</c> as JSON.</summary>
internal static class QueryJson
{
    public static void Write(Utf8JsonWriter json, QueryItem item)
    {
        json.WriteArchitecture(item.Runs.Runs.Architecture, item.Architecture);
        json.WriteString("dataset", item.Runs.Runs.Dataset.Name);
        json.WriteString("hp", item.Setting.Key);
        json.WriteBoolean("mean", item.Runs.IsMean);
        json.WriteStartArray("seeds");
        foreach (long seed in item.Seeds)
            json.WriteNumberValue(seed);
        json.WriteEndArray();
        if (item.IsCurve)
            WriteCurves(json, item);
        else
            WriteSets(json, item);
    }

    private static void WriteCurves(Utf8JsonWriter json, QueryItem item)
    {
        json.WriteStartObject("curves");
        for (int set = 0; set < item.Sets.Count; set++)
        {
            json.WriteStartArray(item.Sets[set].Name);
            foreach (Metrics? metrics in item.Measured[set])
                WriteMetrics(json, metrics);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteSets(Utf8JsonWriter json, QueryItem item)
    {
        // A count of epochs is a whole number, unless runs of different lengths were averaged.
        if (double.IsInteger(item.FirstEpoch))
            json.WriteNumber("epoch", (int)item.FirstEpoch);
        else
            json.WriteDouble("epoch", item.FirstEpoch);
        json.WriteStartObject("sets");
        for (int set = 0; set < item.Sets.Count; set++)
        {
            json.WritePropertyName(item.Sets[set].Name);
            WriteMetrics(json, item.Measured[set][0], item.OfSeeds.Count == 0 ? null : () => WriteSeeds(json, item, item.OfSeeds[set]));
        }
        json.WriteEndObject();
    }

    private static void WriteSeeds(Utf8JsonWriter json, QueryItem item, Metrics?[] ofSeeds)
    {
        json.WritePropertyName("std");
        WriteMetrics(json, SeedSpread.Of(ofSeeds));
        json.WriteStartObject("of_seed");
        for (int seed = 0; seed < ofSeeds.Length; seed++)
        {
            json.WritePropertyName($"{item.Seeds[seed]}");
            WriteMetrics(json, ofSeeds[seed]);
        }
        json.WriteEndObject();
    }

    private static void WriteMetrics(Utf8JsonWriter json, Metrics? metrics, Action? more = null)
    {
        if (metrics is not { } known)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteDouble("loss", known.Loss);
        json.WriteDouble("accuracy", known.Accuracy);
        json.WriteDouble("cur_time", known.CurrentTime);
        json.WriteDouble("all_time", known.TotalTime);
        more?.Invoke();
        json.WriteEndObject();
    }
}
