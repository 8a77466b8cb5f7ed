namespace NatsBench.Fast.Tables.Keys;

/// <summary>The words that the command line and messages call the kinds of keys by.</summary>
public static class KeyKinds
{
    private static readonly (KeyKind Kind, string Word)[] Words =
    [
        (KeyKind.Index, "index"), (KeyKind.Text, "text"), (KeyKind.Codes, "codes"), (KeyKind.Naslib, "naslib"), (KeyKind.Jahs, "jahs"),
        (KeyKind.Representative, "representative"),
    ];

    /// <summary>All words.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Words.Select(pair => pair.Word)];

    /// <summary>The word of a kind.</summary>
    /// <param name="kind">The kind.</param>
    public static string Word(this KeyKind kind) => Words[(int)kind].Word;

    /// <summary>The kind of a word.</summary>
    /// <param name="word">One of <see cref="All"/>.</param>
    /// <exception cref="NatsBenchException">It is none.</exception>
    public static KeyKind Parse(string word) => Words.FirstOrDefault(pair => pair.Word == word) is { Word: not null } found
        ? found.Kind
        : throw new NatsBenchException($"'{word}' is no kind of key; there are {string.Join(", ", All)}");
}
