using System.Text.Json;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Queries;

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

    /// <summary>Whether an argument was given at all, be it null.</summary>
    public bool IsGiven(string name) => _values.ContainsKey(name);

    /// <summary>A text that is taken apart: other types have no <c>split</c>.</summary>
    public string Text(string name) => this[name] is { ValueKind: JsonValueKind.String } text && !IsFloat(text, out _)
        ? text.GetString()!
        : throw new RefusedException(Refusal.AttributeError, $"{_call}: {name} is not a text");

    /// <summary>A name that is looked up: what is no text is in no table, and a list or an object cannot be looked up at all.</summary>
    public string Key(string name) => TryKey(name) ?? throw new RefusedException(Refusal.KeyError, $"{_call}: {name} is not a name that any table holds");

    /// <summary>As <see cref="Key"/>, but null where no table can hold it.</summary>
    /// <exception cref="RefusedException">A list or an object.</exception>
    public string? TryKey(string name) => this[name] switch
    {
        { ValueKind: JsonValueKind.Array or JsonValueKind.Object } => throw new RefusedException(Refusal.TypeError, $"{_call}: {name} is of a type that cannot be looked up"),
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } key => key,
        _ => null,
    };

    /// <summary>The name of a set, which is printed into a key: whatever it is, it may be none that a run has.</summary>
    public string SetName(string name) => AsText(name, "") is { Length: > 0 } text ? text : " ";

    /// <summary>An optional text as Python's <c>str</c> would make it of a number.</summary>
    public string AsText(string name, string absent)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
            return absent;
        return value.ValueKind switch
        {
            JsonValueKind.String when IsFloat(value, out double nan) => PythonFormat.Repr(nan),
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            JsonValueKind.Null => "None",
            JsonValueKind.Number when IsInteger(value) => value.GetRawText(),
            JsonValueKind.Number => PythonFormat.Repr(value.GetDouble()),
            _ => value.GetRawText(),
        };
    }

    /// <summary>Whether Python takes an optional argument for true; null is false.</summary>
    public bool Truth(string name, bool absent)
    {
        if (!_values.TryGetValue(name, out JsonElement value))
            return absent;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.String => value.GetString()!.Length > 0,
            JsonValueKind.Number => value.GetDouble() != 0,
            JsonValueKind.Array => value.GetArrayLength() > 0,
            JsonValueKind.Object => value.EnumerateObject().Any(),
            _ => false,
        };
    }

    /// <summary>Whether a number is above an optional limit.</summary>
    /// <exception cref="RefusedException">The limit is of a type that numbers are not compared with.</exception>
    public bool IsAbove(double number, string name)
    {
        if (this[name] is not { } limit)
            return false;
        if (IsFloat(limit, out double most))
            return number > most;
        return Integer(limit) is { } whole ? number > whole
            : throw new RefusedException(Refusal.TypeError, $"{_call}: {name} is not a number");
    }

    /// <summary>An optional epoch; null is the last.</summary>
    public EpochArgument Epoch(string name)
    {
        if (this[name] is not { } value)
            return new EpochArgument(EpochKind.Last, 0);
        if (IsFloat(value, out double fraction))
            return new EpochArgument(EpochKind.Fraction, fraction);
        return Integer(value) is { } whole
            ? new EpochArgument(value.ValueKind == JsonValueKind.Number ? EpochKind.Whole : EpochKind.Truth, whole)
            : new EpochArgument(EpochKind.Other, 0);
    }

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

    /// <summary>Whether a value is a float in Python; an integer is none.</summary>
    public static bool IsFloat(JsonElement value, out double number)
    {
        number = double.NaN;
        if (value.ValueKind == JsonValueKind.Number && !IsInteger(value))
            number = value.GetDouble();
        else if (value.ValueKind != JsonValueKind.String || !value.ValueEquals(PythonJsonReader.NaN))
            return false;
        return true;
    }

    private static bool IsInteger(JsonElement number) => !number.GetRawText().AsSpan().ContainsAny(".eE");
}
