using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using NatsBench.Fast.Internals;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Runs;

/// <summary>Settings as JSON: snake case, algorithms by their official names, nothing left out.</summary>
public static class SettingsJson
{
    /// <summary>How they are written and, strictly, read.</summary>
    internal static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        IgnoreReadOnlyProperties = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new AlgorithmConverter(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Settings as an object.</summary>
    public static JsonObject Write(SearchSettings settings) => JsonSerializer.SerializeToNode(settings, Options)!.AsObject();

    /// <summary>Settings of an object.</summary>
    /// <exception cref="JsonException">It holds something else.</exception>
    public static SearchSettings Read(JsonObject json) => json.Deserialize<SearchSettings>(Options) ?? throw new JsonException("no settings");

    /// <summary>Settings as the lines of <c>run.json</c>.</summary>
    public static string Text(SearchSettings settings) => Write(settings).ToJsonString(Options);

    /// <summary>Settings with some changed.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="changes">Texts such as <c>learning_rate=0.05</c> or <c>controller.updates=5</c>; <c>null</c> for none.</param>
    /// <exception cref="NatsBenchException">A text names no setting, or its value is none.</exception>
    public static SearchSettings With(SearchSettings settings, IEnumerable<string> changes)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(changes);
        foreach (string change in changes)
        {
            JsonObject json = Write(settings);
            string name = change.Split('=', 2)[0];
            string[] path = name.Split('.');
            JsonObject? parent = path.Length == 1 ? json : path.Length == 2 ? json[path[0]] as JsonObject : null;
            string[] known = [.. Leaves(json, "").Select(leaf => leaf.Key)];
            if (parent?.ContainsKey(path[^1]) != true || name == change || name == "algorithm")
                throw new NatsBenchException(name == change
                    ? $"'{change}' is no setting with its value, such as epochs=50"
                    : $"there is no setting '{name}'{Nearest.Hint(name, known)}; there are {string.Join(", ", known.Where(one => one != "algorithm"))}");
            string value = change[(name.Length + 1)..];
            parent[path[^1]] = Value(value);
            try
            {
                settings = Read(json);
            }
            catch (JsonException e)
            {
                throw new NatsBenchException($"{name}: '{value}' is no value of it", e);
            }
        }
        return settings;
    }

    /// <summary>The settings that differ, as the second has them, such as <c>epochs=2</c>.</summary>
    internal static IEnumerable<string> Differences(JsonObject first, JsonObject second)
    {
        Dictionary<string, string> before = Leaves(first, "").ToDictionary();
        return Leaves(second, "").Where(leaf => before.GetValueOrDefault(leaf.Key) != leaf.Value).Select(leaf => $"{leaf.Key}={leaf.Value.Trim('"')}");
    }

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text) is var node && node is null or JsonValue ? node : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Leaves(JsonObject json, string prefix) => json.SelectMany(member => member.Value is JsonObject inner
        ? Leaves(inner, $"{prefix}{member.Key}.")
        : [new(prefix + member.Key, member.Value?.ToJsonString() ?? "null")]);

    private sealed class AlgorithmConverter : JsonConverter<OneShotAlgorithm>
    {
        public override OneShotAlgorithm Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && OneShotAlgorithms.TryParse(reader.GetString(), out OneShotAlgorithm algorithm) ? algorithm : throw new JsonException("no algorithm");

        public override void Write(Utf8JsonWriter writer, OneShotAlgorithm value, JsonSerializerOptions options) => writer.WriteStringValue(value.OfficialName());
    }
}
