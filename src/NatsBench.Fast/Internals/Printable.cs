using System.Globalization;
using System.Text;

namespace NatsBench.Fast.Internals;

/// <summary>Texts that may come from a file, as people are shown them: nothing in them commands a terminal or breaks a line.</summary>
internal static class Printable
{
    /// <summary>The text with control characters, line separators, invisible formatting and lone surrogates written as <c>\u001b</c>.</summary>
    public static string Of(string text)
    {
        int first = 0;
        while (first < text.Length && IsShown(text, first))
            first++;
        if (first == text.Length)
            return text;
        StringBuilder shown = new(text, 0, first, text.Length + 16);
        for (int i = first; i < text.Length; i++)
            _ = IsShown(text, i) ? shown.Append(text[i]) : shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
        return shown.ToString();
    }

    // Of a pair of surrogates each half is shown.
    private static bool IsShown(string text, int index) => CharUnicodeInfo.GetUnicodeCategory(text[index]) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Surrogate => char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1]),
        _ => true,
    };
}
