using System.Text.Json;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Official;

/// <summary>The arguments of one call by their official names, read as Python would take them.</summary>
internal sealed class CallArguments
{
    private readonly Dictionary<string, JsonElement> _values = [];
    private readonly string _call;

    /// <exception cref="RefusedException">An argument that the call does not have, or one that it needs is missing.</exception>
    public CallArguments(string call, JsonElement? json, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        _call = call;
        if (json is { } given)
        {
            if (given.ValueKind != JsonValueKind.Object)
                throw new RefusedException(Refusal.TypeError, $"{call}: args is not an object of names and values");
            foreach (JsonProperty property in given.EnumerateObject())
            {
                if (!required.Contains(property.Name) && !optional.Contains(property.Name))
                    throw new RefusedException(Refusal.TypeError, $"{call}: no argument '{property.Name}'; it takes {string.Join(", ", required.Concat(optional))}");
                _values[property.Name] = property.Value;
            }
        }
        foreach (string name in required)
            if (!_values.ContainsKey(name))
                throw new RefusedException(Refusal.TypeError, $"{call}: argument '{name}' is missing");
    }

    /// <summary>The value as it was given; null when it was not, or was null.</summary>
    public JsonElement? this[string name] =>
        _values.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public bool Has(string name) => this[name] is not null;

    /// <summary>A text argument; other types are refused.</summary>
    public string Text(string name) => this[name] is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!
        : throw new RefusedException(Refusal.TypeError, $"{_call}: {name} is not a text");

    /// <summary>A name that is looked up: what is no text is in no table.</summary>
    public string Key(string name) => this[name] is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } key
        ? key
        : throw new RefusedException(Refusal.KeyError, $"{_call}: {name} is not a name that any table holds");

    /// <summary>An optional text as Python's <c>str</c> would make it of a number.</summary>
    public string AsText(string name, string absent)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
            return absent;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            JsonValueKind.Null => "None",
            JsonValueKind.Number when IsInteger(value) => value.GetRawText(),
            JsonValueKind.Number => PythonFormat.Repr(value.GetDouble()),
            _ => value.GetRawText(),
        };
    }

    /// <summary>An optional boolean.</summary>
    public bool Flag(string name, bool absent) => this[name] switch
    {
        null => absent,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw new RefusedException(Refusal.TypeError, $"{_call}: {name} is neither true nor false"),
    };

    /// <summary>An optional limit: any number.</summary>
    public double? Limit(string name) => this[name] switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        { ValueKind: JsonValueKind.String } text when text.ValueEquals(PythonJsonReader.NaN) => double.NaN,
        _ => throw new RefusedException(Refusal.TypeError, $"{_call}: {name} is not a number"),
    };

    /// <summary>An optional epoch; null is the last. What does not fit an int lies outside every run.</summary>
    public int? Epoch(string name) => this[name] is { } value
        ? (int)long.Clamp(Integer(value) ?? throw new RefusedException(Refusal.TypeError, $"{_call}: {name} is not an integer"), int.MinValue, int.MaxValue)
        : null;

    /// <summary>A list of indices, or null when it was not given.</summary>
    public IReadOnlyList<int>? Indices(string name) => this[name] is { } value
        ? value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => (int)long.Clamp(
                Integer(item) ?? throw new RefusedException(Refusal.TypeError, $"{_call}: {name} holds something else than indices"), int.MinValue, int.MaxValue))]
            : throw new RefusedException(Refusal.TypeError, $"{_call}: {name} is not a list")
        : null;

    /// <summary>
    /// The integer that a value is in Python, where true is 1 and false 0; null for any other type. An integer beyond
    /// 64 bits becomes the nearest one: nothing has so many.
    /// </summary>
    public static long? Integer(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.Number when value.TryGetInt64(out long number) => number,
        JsonValueKind.Number when IsInteger(value) => value.GetRawText().StartsWith('-') ? long.MinValue : long.MaxValue,
        _ => null,
    };

    private static bool IsInteger(JsonElement number) => !number.GetRawText().AsSpan().ContainsAny(".eE");
}
