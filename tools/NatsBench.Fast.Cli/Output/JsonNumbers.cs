using System.Text.Encodings.Web;
using System.Text.Json;
using NatsBench.Fast.Official;

namespace NatsBench.Fast.Cli.Output;

/// <summary>Doubles in JSON with the digits of <c>natsbench call</c>: the fewest that read back as the same number.</summary>
internal static class JsonNumbers
{
    /// <summary>Architectures hold <c>|</c>, <c>~</c> and <c>+</c>, which stay readable.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void WriteDouble(this Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(PythonJson.Number(value), skipInputValidation: true);
    }

    /// <summary>Writes a number of a column, null where it is absent.</summary>
    public static void WriteValue(this Utf8JsonWriter json, string name, double value) => json.WriteDouble(name, double.IsNaN(value) ? null : value);

    public static void WriteOptional(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    public static void WriteArchitecture(this Utf8JsonWriter json, int index, string text)
    {
        json.WriteNumber("index", index);
        json.WriteString("architecture", text);
    }
}
