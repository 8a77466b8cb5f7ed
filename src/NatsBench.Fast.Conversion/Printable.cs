namespace NatsBench.Fast.Conversion;

/// <summary>Texts of a file as messages show them: on one line and short, whatever the file says.</summary>
internal static class Printable
{
    private const int Length = 100;

    public static string Of(string text)
    {
        string shown = text.Length > Length ? text[..Length] + "…" : text;
        return shown.Any(char.IsControl) ? string.Concat(shown.Select(c => char.IsControl(c) ? '?' : c)) : shown;
    }
}
