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

    /// <exception cref="FormatException">Not JSON; a value is of another kind; a key is missing; a number does not fit.</exception>
    public static Metadata Read(ReadOnlySpan<byte> document)
    {
        JsonValue json = JsonValue.Parse(document);
        return new Metadata(
            ReadProvenance(json["provenance"u8]),
            json.TryGet("contents"u8, out JsonValue contents) ? ReadContents(contents.Text()) : TableContents.Whole,
            json.TryGet("architectures"u8, out JsonValue architectures) ? architectures.Int32() : null,
            ReadRecordForms(json["recordForms"u8]),
            ReadTrialForms(json["trialForms"u8]));
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

    private static Provenance ReadProvenance(JsonValue json) => new()
    {
        SourceName = json["sourceName"u8].Text(),
        SourceKind = json["sourceKind"u8].Text(),
        SourceBytes = json["sourceBytes"u8].Int64(),
        SourceSha256 = json["sourceSha256"u8].Text(),
        Tool = json["tool"u8].Text(),
        Synthetic = json["synthetic"u8].Text(),
        Partial = json.TryGet("partial"u8, out JsonValue partial) ? partial.Text() : "",
    };

    private static TableContents ReadContents(string word) => word switch
    {
        SearchOnly => TableContents.SearchOnly,
        FinalOnly => TableContents.FinalOnly,
        _ => throw new FormatException($"contents '{word}' are not known"),
    };

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

    private static RecordForm[] ReadRecordForms(JsonValue json)
    {
        var forms = new RecordForm[json.Count()];
        int form = 0;
        foreach (JsonValue settings in json)
            forms[form++] = new RecordForm(ReadSettings(settings));
        return forms;
    }

    private static SettingForm[] ReadSettings(JsonValue json)
    {
        var settings = new SettingForm[json.Count()];
        int setting = 0;
        foreach (JsonValue own in json)
        {
            string[] datasets = ReadTexts(own["datasets"u8]);
            foreach (string dataset in datasets)
                Name(dataset);
            settings[setting++] = new SettingForm(Name(own["setting"u8].Text()), own["weightsCleared"u8].Boolean(), datasets);
        }
        return settings;
    }

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

    private static TrialForm[] ReadTrialForms(JsonValue json)
    {
        var forms = new TrialForm[json.Count()];
        int form = 0;
        foreach (JsonValue own in json)
            forms[form++] = ReadTrialForm(own);
        return forms;
    }

    private static TrialForm ReadTrialForm(JsonValue json) => new()
    {
        Name = json["name"u8].Text(),
        SeedText = json["seedText"u8].TextOrNull(),
        EvaluationSets = ReadTexts(json["evaluationSets"u8]),
        Config = ReadConfig(json["config"u8]),
        Absent = ReadAbsentTables(json["absentTables"u8]),
        LatencyCount = json["latencyCount"u8].Int32() is >= -1 and var count ? count : throw new FormatException("a form has fewer latencies than none"),
        KeepsEvaluationTimes = json["keepsEvaluationTimes"u8].Boolean(),
        KeepsAllTrainTimes = json["keepsAllTrainTimes"u8].Boolean(),
        TrainTimeOrder = ReadOrder(json["trainTimeOrder"u8]),
        HasWeights = json["hasWeights"u8].Boolean(),
    };

    private static int[]? ReadOrder(JsonValue json)
    {
        if (json.Kind == JsonKind.Null)
            return null;
        int[] order = new int[json.Count()];
        int place = 0;
        foreach (JsonValue epoch in json)
            order[place++] = epoch.Int32();
        return order;
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

    private static AbsentTables ReadAbsentTables(JsonValue json)
    {
        AbsentTables tables = AbsentTables.Neither;
        foreach (JsonValue name in json)
            tables |= ReadAbsentTable(name.Text());
        return tables;
    }

    private static AbsentTables ReadAbsentTable(string name)
    {
        foreach (AbsentTables table in Enum.GetValues<AbsentTables>())
            if (table != 0 && table.ToString() == name)
                return table;
        throw new FormatException($"'{name}' is no table or cost that may be absent");
    }

    private static ConfigEntry[] ReadConfig(JsonValue json)
    {
        var entries = new ConfigEntry[json.Count()];
        int entry = 0;
        foreach (JsonValue pair in json)
            entries[entry++] = ReadConfigEntry(pair);
        return entries;
    }

    private static ConfigEntry ReadConfigEntry(JsonValue json)
    {
        if (json.Count() != 2)
            throw new FormatException("an entry of a configuration is no pair");
        JsonValue.Elements pair = json.GetEnumerator();
        pair.MoveNext();
        string key = pair.Current.Text();
        pair.MoveNext();
        return new ConfigEntry(key, ReadConfigValue(pair.Current));
    }

    private static object? ReadConfigValue(JsonValue value) => value.Kind switch
    {
        JsonKind.Null => null,
        JsonKind.String => value.Text(),
        JsonKind.Number => value.Int64(),
        JsonKind.True or JsonKind.False => value.Boolean(),
        JsonKind.Object when value.TryGet("bits"u8, out JsonValue bits) => ReadBits(bits.Text()),
        JsonKind.Object when value.TryGet("architecture"u8, out JsonValue own) && own.Kind == JsonKind.True => TrialForm.OwnArchitecture,
        _ => throw new FormatException($"an entry of a configuration has a value of the kind {value.Kind}"),
    };

    private static double ReadBits(string digits) =>
        digits.Length == 16 && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
            ? BitConverter.UInt64BitsToDouble(bits)
            : throw new FormatException($"'{digits}' are not the 16 hexadecimal digits of a double");

    private static void WriteTexts(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string[] ReadTexts(JsonValue json)
    {
        string[] texts = new string[json.Count()];
        int text = 0;
        foreach (JsonValue own in json)
            texts[text++] = own.Text();
        return texts;
    }
}
