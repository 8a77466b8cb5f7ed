using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Official;

/// <summary>JSON as Python's writes it: shortest digits of every double, and NaN, Infinity and -Infinity by name.</summary>
public static class PythonJson
{
    internal static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // NaN and Infinity are no JSON, and what is written here is checked by construction.
        SkipValidation = true,
    };

    /// <summary>A number as <c>json.dumps</c> writes it, to be written raw: .NET's own digits are wrong for a few powers of two.</summary>
    /// <param name="value">Any double; null gives <c>null</c>.</param>
    public static string Number(double? value) => value switch
    {
        null => "null",
        double.NaN => "NaN",
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        { } number => PythonFormat.Repr(number),
    };

    internal static void WriteNumber(this Utf8JsonWriter json, double? value) => json.WriteRawValue(Number(value), skipInputValidation: true);

    internal static void WriteNumber(this Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        WriteNumber(json, value);
    }

    internal static void WriteConfig(this Utf8JsonWriter json, IEnumerable<ConfigEntry> config)
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

    internal static string Key(long number) => number.ToString(CultureInfo.InvariantCulture);
}
