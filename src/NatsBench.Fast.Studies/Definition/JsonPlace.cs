using System.Text.Json;

namespace NatsBench.Fast.Studies.Definition;

/// <summary>A JSON value that knows where it stands, for messages.</summary>
internal readonly struct JsonPlace(JsonElement element, string path, string name = "")
{
    public string Path { get; } = path;

    public string Name { get; } = name;

    public bool IsText => element.ValueKind == JsonValueKind.String;

    public string Text() => IsText ? Decoded() : throw Wrong("a text");

    public string TextOrNumber() => element.ValueKind switch
    {
        JsonValueKind.String => Decoded(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw Wrong("a text or a number"),
    };

    public bool Flag() => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Wrong("true or false");

    public int Whole(int least, int most) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int number) && number >= least && number <= most
            ? number
            : throw Wrong($"a whole number from {least} to {most}");

    public ulong Seed() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetUInt64(out ulong number) ? number : throw Wrong($"a whole number from 0 to {ulong.MaxValue}");

    public double Number() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Wrong("a finite number");

    /// <summary>A member that may be absent.</summary>
    public T Member<T>(string member, Func<JsonPlace, T> read, T absent) =>
        element.TryGetProperty(member, out JsonElement value) ? read(new JsonPlace(value, Inside(member), member)) : absent;

    /// <summary>The items of an array that may be absent.</summary>
    public IReadOnlyList<T>? Items<T>(string member, Func<JsonPlace, T> read) => Member<IReadOnlyList<T>?>(member, place => place.Items(read), null);

    /// <summary>The items of an array, or a single value in its place.</summary>
    public IReadOnlyList<T> OneOrMore<T>(Func<JsonPlace, T> read) => element.ValueKind == JsonValueKind.Array ? Items(read) : [read(this)];

    /// <summary>Reads every member of an object.</summary>
    public bool Each(Action<JsonPlace> read)
    {
        RequireObject();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name = NameOf(property);
            read(new JsonPlace(property.Value, Inside(name), name));
        }
        return true;
    }

    public void RequireMembersAmong(string[] known)
    {
        RequireObject();
        foreach (JsonProperty property in element.EnumerateObject())
            if (NameOf(property) is var name && !known.Contains(name))
                throw new NatsBenchException($"{Path}: '{name}' is unknown; there are {string.Join(", ", known)}");
    }

    private List<T> Items<T>(Func<JsonPlace, T> read)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Wrong("a list");
        List<T> items = new(element.GetArrayLength());
        foreach (JsonElement item in element.EnumerateArray())
            items.Add(read(new JsonPlace(item, $"{Path}[{items.Count}]")));
        return items;
    }

    // JSON may spell half of a character, such as \ud800, which is no text.
    private string Decoded()
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong("a text of whole characters");
        }
    }

    private string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw new NatsBenchException($"{Path}: a name is not a text of whole characters");
        }
    }

    private void RequireObject()
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong("an object");
    }

    private string Inside(string member) => $"{Path}: {member}";

    private NatsBenchException Wrong(string wanted)
    {
        string text = element.GetRawText();
        return new($"{Path}: {(text.Length > 40 ? text[..40] + "…" : text).ReplaceLineEndings(" ")} is not {wanted}");
    }
}
