using System.Text.Json;

namespace NatsBench.Fast.Evaluations;

/// <summary>The first line of a journal: what its numbers depend on.</summary>
internal static class JournalHead
{
    /// <summary>Writes the members of the line.</summary>
    public static void Write(Utf8JsonWriter json, string kind, IReadOnlyList<(string Name, string Value)> conditions)
    {
        json.WriteString("natsbench", kind);
        foreach ((string name, string value) in conditions)
            json.WriteString(name, value);
    }

    /// <summary>Refuses a file of another kind, or of other conditions.</summary>
    public static void Compare(string path, JsonElement line, string kind, IReadOnlyList<(string Name, string Value)> conditions)
    {
        if (line.GetProperty("natsbench").GetString() != kind)
            throw new FormatException();
        foreach ((string name, string value) in conditions)
            if (line.GetProperty(name).GetString() is var before && before != value)
                throw new NatsBenchException($"{path}: what was begun there is another {kind.Split(' ')[0]} ({name} was {before}, now {value}); choose another place, or remove it");
    }
}
