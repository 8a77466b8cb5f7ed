using System.Buffers;
using System.Globalization;
using System.Text.Json;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Schema;

/// <summary>The metadata document as JSON; docs/format.md lists its keys.</summary>
internal static class MetadataJson
{
    private const string SearchOnly = "search-only";
    private const string FinalOnly = "final-only";

    public static byte[] Write(Metadata metadata)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            WriteProvenance(json, metadata.Provenance);
            // Absent means whole: most files are, and those of before say nothing.
            if (metadata.Contents != TableContents.Whole)
                json.WriteString("contents", metadata.Contents == TableContents.SearchOnly ? SearchOnly : FinalOnly);
            if (metadata.Architectures is { } architectures)
                json.WriteNumber("architectures", architectures);
            json.WriteStartArray("recordForms");
            foreach (RecordForm form in metadata.RecordForms)
                WriteRecordForm(json, form);
            json.WriteEndArray();
            json.WriteStartArray("trialForms");
            foreach (TrialForm form in metadata.TrialForms)
                WriteTrialForm(json, form);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">Not JSON.</exception>
    /// <exception cref="InvalidOperationException">A value is of another kind.</exception>
    /// <exception cref="KeyNotFoundException">A key is missing.</exception>
    /// <exception cref="FormatException">A number does not fit.</exception>
    public static Metadata Read(ReadOnlyMemory<byte> document)
    {
        using JsonDocument json = JsonDocument.Parse(document);
        JsonElement root = json.RootElement;
        return new Metadata(
            ReadProvenance(root.GetProperty("provenance")),
            root.TryGetProperty("contents", out JsonElement contents) ? ReadContents(contents) : TableContents.Whole,
            root.TryGetProperty("architectures", out JsonElement architectures) ? architectures.GetInt32() : null,
            [.. root.GetProperty("recordForms").EnumerateArray().Select(ReadRecordForm)],
            [.. root.GetProperty("trialForms").EnumerateArray().Select(ReadTrialForm)]);
    }

    private static void WriteProvenance(Utf8JsonWriter json, Provenance provenance)
    {
        json.WriteStartObject("provenance");
        json.WriteString("sourceName", provenance.SourceName);
        json.WriteString("sourceKind", provenance.SourceKind);
        json.WriteNumber("sourceBytes", provenance.SourceBytes);
        json.WriteString("sourceSha256", provenance.SourceSha256);
        json.WriteString("tool", provenance.Tool);
        json.WriteString("synthetic", provenance.Synthetic);
        // Absent means nothing is missing, as in files of before.
        if (provenance.Partial.Length > 0)
            json.WriteString("partial", provenance.Partial);
        json.WriteEndObject();
    }

    private static Provenance ReadProvenance(JsonElement json) => new()
    {
        SourceName = Text(json, "sourceName"),
        SourceKind = Text(json, "sourceKind"),
        SourceBytes = json.GetProperty("sourceBytes").GetInt64(),
        SourceSha256 = Text(json, "sourceSha256"),
        Tool = Text(json, "tool"),
        Synthetic = Text(json, "synthetic"),
        Partial = json.TryGetProperty("partial", out _) ? Text(json, "partial") : "",
    };

    private static TableContents ReadContents(JsonElement json) => json.GetString() is SearchOnly ? TableContents.SearchOnly
        : json.GetString() is FinalOnly ? TableContents.FinalOnly
        : throw new FormatException($"contents '{json.GetString()}' are not known");

    private static void WriteRecordForm(Utf8JsonWriter json, RecordForm form)
    {
        json.WriteStartArray();
        foreach (SettingForm setting in form.Settings)
        {
            json.WriteStartObject();
            json.WriteString("setting", setting.Setting);
            json.WriteBoolean("weightsCleared", setting.WeightsCleared);
            WriteTexts(json, "datasets", setting.Datasets);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static RecordForm ReadRecordForm(JsonElement json) => new(
        [.. json.EnumerateArray().Select(setting => new SettingForm(
            Name(Text(setting, "setting")), setting.GetProperty("weightsCleared").GetBoolean(), [.. ReadTexts(setting, "datasets").Select(Name)]))]);

    private static string Name(string text) => text.Length > 0 ? text : throw new FormatException("a setting or a dataset has no name");

    private static void WriteTrialForm(Utf8JsonWriter json, TrialForm form)
    {
        json.WriteStartObject();
        json.WriteString("name", form.Name);
        json.WriteString("seedText", form.SeedText);
        WriteTexts(json, "evaluationSets", form.EvaluationSets);
        json.WriteStartArray("config");
        foreach (ConfigEntry entry in form.Config)
            WriteConfigEntry(json, entry);
        json.WriteEndArray();
        WriteTexts(json, "absentTables", AbsentTexts(form.Absent));
        json.WriteNumber("latencyCount", form.LatencyCount);
        json.WriteBoolean("keepsEvaluationTimes", form.KeepsEvaluationTimes);
        json.WriteBoolean("keepsAllTrainTimes", form.KeepsAllTrainTimes);
        if (form.TrainTimeOrder is null)
        {
            json.WriteNull("trainTimeOrder");
        }
        else
        {
            json.WriteStartArray("trainTimeOrder");
            foreach (int epoch in form.TrainTimeOrder)
                json.WriteNumberValue(epoch);
            json.WriteEndArray();
        }
        json.WriteBoolean("hasWeights", form.HasWeights);
        json.WriteEndObject();
    }

    private static TrialForm ReadTrialForm(JsonElement json)
    {
        JsonElement order = json.GetProperty("trainTimeOrder");
        return new TrialForm
        {
            Name = Text(json, "name"),
            SeedText = json.GetProperty("seedText").GetString(),
            EvaluationSets = ReadTexts(json, "evaluationSets"),
            Config = [.. json.GetProperty("config").EnumerateArray().Select(ReadConfigEntry)],
            Absent = ReadTexts(json, "absentTables").Aggregate(AbsentTables.Neither, (tables, name) => tables | ReadAbsentTable(name)),
            LatencyCount = json.GetProperty("latencyCount").GetInt32() is >= -1 and var count ? count : throw new FormatException("a form has fewer latencies than none"),
            KeepsEvaluationTimes = json.GetProperty("keepsEvaluationTimes").GetBoolean(),
            KeepsAllTrainTimes = json.GetProperty("keepsAllTrainTimes").GetBoolean(),
            TrainTimeOrder = order.ValueKind == JsonValueKind.Null ? null : [.. order.EnumerateArray().Select(epoch => epoch.GetInt32())],
            HasWeights = json.GetProperty("hasWeights").GetBoolean(),
        };
    }

    // An entry is [key, value]; what JSON cannot tell apart or write is an object: the architecture's own text, and doubles.
    private static void WriteConfigEntry(Utf8JsonWriter json, ConfigEntry entry)
    {
        json.WriteStartArray();
        json.WriteStringValue(entry.Key);
        switch (entry.Value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case double number:
                json.WriteStartObject();
                json.WriteString("bits", BitConverter.DoubleToUInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture));
                json.WriteEndObject();
                break;
            default:
                json.WriteStartObject();
                json.WriteBoolean("architecture", true);
                json.WriteEndObject();
                break;
        }
        json.WriteEndArray();
    }

    private static IEnumerable<string> AbsentTexts(AbsentTables absent)
    {
        foreach (AbsentTables table in Enum.GetValues<AbsentTables>())
            if (table != 0 && absent.HasFlag(table))
                yield return table.ToString();
    }

    private static AbsentTables ReadAbsentTable(string name)
    {
        foreach (AbsentTables table in Enum.GetValues<AbsentTables>())
            if (table != 0 && table.ToString() == name)
                return table;
        throw new FormatException($"'{name}' is no table or cost that may be absent");
    }

    private static ConfigEntry ReadConfigEntry(JsonElement json)
    {
        if (json.GetArrayLength() != 2)
            throw new FormatException("an entry of a configuration is no pair");
        JsonElement value = json[1];
        return new ConfigEntry(json[0].GetString() ?? throw new FormatException("an entry of a configuration has no key"), value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetInt64(),
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            JsonValueKind.Object when value.TryGetProperty("bits", out JsonElement bits) => ReadBits(bits.GetString()),
            JsonValueKind.Object when value.TryGetProperty("architecture", out JsonElement own) && own.ValueKind == JsonValueKind.True =>
                TrialForm.OwnArchitecture,
            _ => throw new FormatException($"an entry of a configuration has a value of the kind {value.ValueKind}"),
        });
    }

    private static double ReadBits(string? digits) =>
        digits?.Length == 16 && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
            ? BitConverter.UInt64BitsToDouble(bits)
            : throw new FormatException($"'{digits}' are not the 16 hexadecimal digits of a double");

    private static string Text(JsonElement json, string key) =>
        json.GetProperty(key).GetString() ?? throw new InvalidOperationException($"{key} is null");

    private static void WriteTexts(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string[] ReadTexts(JsonElement json, string key) =>
        [.. json.GetProperty(key).EnumerateArray().Select(text => text.GetString() ?? throw new InvalidOperationException($"{key} holds null"))];
}
