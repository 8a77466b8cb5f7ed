using System.Text.Json;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>One measured figure.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Value">How much of the unit.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Limit">The limit in the same unit; null where there is none.</param>
/// <param name="Ratio">Limit over value: 1 is as fast as bare loops; null where there is no limit.</param>
internal sealed record Result(string Name, double Value, string Unit, double? Limit = null, double? Ratio = null)
{
    public string ToJson()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("name", Name);
            json.WriteNumber("value", Math.Round(Value, 4));
            json.WriteString("unit", Unit);
            Write(json, "limit", Limit);
            Write(json, "ratio", Ratio);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, Math.Round(number, 4));
        else
            json.WriteNull(name);
    }
}
