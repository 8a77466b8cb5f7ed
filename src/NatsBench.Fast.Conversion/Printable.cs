namespace NatsBench.Fast.Conversion;

/// <summary>Texts of a file as messages show them: on one line and short, whatever the file says.</summary>
internal static class Printable
{
    private const int Length = 100;

    public static string Of(string text) => Internals.Printable.Of(text.Length > Length ? text[..Length] + "…" : text);
}
