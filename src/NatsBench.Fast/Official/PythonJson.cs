using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Official;

/// <summary>JSON as Python's writes it: shortest digits of every double, and NaN, Infinity and -Infinity by name.</summary>
internal static class PythonJson
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // NaN and Infinity are no JSON, and what is written here is checked by construction.
        SkipValidation = true,
    };

    public static void WriteNumber(this Utf8JsonWriter json, double? value)
    {
        if (value is not { } number)
            json.WriteNullValue();
        else
            json.WriteRawValue(
                double.IsNaN(number) ? "NaN"
                : double.IsPositiveInfinity(number) ? "Infinity"
                : double.IsNegativeInfinity(number) ? "-Infinity"
                : PythonFormat.Repr(number),
                skipInputValidation: true);
    }

    public static void WriteNumber(this Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        WriteNumber(json, value);
    }

    public static void WriteConfig(this Utf8JsonWriter json, IEnumerable<ConfigEntry> config)
    {
        json.WriteStartObject();
        foreach ((string key, object? value) in config)
        {
            json.WritePropertyName(key);
            switch (value)
            {
                case string text: json.WriteStringValue(text); break;
                case long number: json.WriteNumberValue(number); break;
                case bool flag: json.WriteBooleanValue(flag); break;
                case double number: json.WriteNumber(number); break;
                default: json.WriteNullValue(); break;
            }
        }
        json.WriteEndObject();
    }

    public static string Key(long number) => number.ToString(CultureInfo.InvariantCulture);
}
