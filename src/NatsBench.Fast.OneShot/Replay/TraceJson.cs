using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Official;

namespace NatsBench.Fast.OneShot.Replay;

/// <summary>One value of a trace, with its place for messages. Reads strictly: what is missing or of another kind is refused by name.</summary>
internal readonly struct TraceJson(JsonElement element, string place)
{
    public string Place => place;

    public JsonValueKind Kind => element.ValueKind;

    public TraceJson this[string key] =>
        Find(key) ?? throw Refuse($"{Printable.Of(place)} lacks '{key}'");

    public TraceJson? Find(string key)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Refuse($"{Printable.Of(place)} is no object");
        return element.TryGetProperty(key, out JsonElement value) ? new TraceJson(value, $"{place}.{key}") : null;
    }

    /// <summary>Refuses keys other than those.</summary>
    public TraceJson Only(params ReadOnlySpan<string> keys)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Refuse($"{Printable.Of(place)} is no object");
        foreach (JsonProperty property in element.EnumerateObject())
            if (!keys.Contains(property.Name))
                throw Refuse($"{Printable.Of(place)} has '{Printable.Of(property.Name.Length > 60 ? property.Name[..60] + "…" : property.Name)}', which no trace known here has");
        return this;
    }

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Refuse($"{Printable.Of(place)} is no text");

    public double Number() => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetDouble(out double value) => value,
        JsonValueKind.String when element.ValueEquals(PythonJsonReader.NaN) => double.NaN,
        _ => throw Refuse($"{Printable.Of(place)} is no number"),
    };

    /// <summary>A number, or NaN for null.</summary>
    public double NumberOrNull() => element.ValueKind == JsonValueKind.Null ? double.NaN : Number();

    public int Integer(int least, int most) => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value >= least && value <= most
        ? value
        : throw Refuse($"{Printable.Of(place)} is no whole number from {least} to {most}");

    public bool Flag() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refuse($"{Printable.Of(place)} is neither true nor false"),
    };

    public TraceJson[] List()
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Refuse($"{Printable.Of(place)} is no list");
        string name = place;
        return [.. element.EnumerateArray().Select((value, i) => new TraceJson(value, $"{name}[{i}]"))];
    }

    public double[] Numbers() => [.. List().Select(value => value.Number())];

    public string[] Texts() => [.. List().Select(value => value.Text())];

    public static NatsBenchException Refuse(string fault) => new($"the trace cannot be replayed: {fault}");
}
