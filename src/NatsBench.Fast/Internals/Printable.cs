using System.Globalization;
using System.Text;

namespace NatsBench.Fast.Internals;

/// <summary>
/// Texts that may come from a file, as people are shown them: what commands a terminal, breaks a line, turns the direction of writing or
/// shows nothing at all is written out as <c>\u001b</c>.
/// </summary>
internal static class Printable
{
    /// <summary>The text, every invisible character written out.</summary>
    public static string Of(string text)
    {
        for (int i = 0; i < text.Length; i++)
            if (text[i] is < ' ' or > '~')
                return Rewrite(text);
        return text;
    }

    /// <summary>JSON whose texts hold no invisible character: escapes that read back as the same text.</summary>
    public static string OfJson(string json)
    {
        // All but texts is ASCII, and control characters within texts are escaped already.
        if (Ascii.IsValid(json))
            return json.Contains('\x7f') ? json.Replace("\x7f", "\\u007f", StringComparison.Ordinal) : json;
        StringBuilder visible = new(json.Length + 16);
        foreach (Rune rune in json.EnumerateRunes())
            if (rune.Value is >= ' ' and <= '~' or '\n' || IsVisible(rune))
                visible.Append(rune);
            else
                foreach (char unit in rune.ToString())
                    visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        return visible.ToString();
    }

    private static string Rewrite(string text)
    {
        StringBuilder visible = new(text.Length + 16);
        for (int i = 0; i < text.Length;)
        {
            bool isRune = Rune.TryGetRuneAt(text, i, out Rune rune);
            int codePoint = isRune ? rune.Value : text[i];
            if (isRune && IsVisible(rune))
                visible.Append(rune);
            else
                visible.Append(CultureInfo.InvariantCulture, $"{Escape(codePoint)}");
            i += isRune ? rune.Utf16SequenceLength : 1;
        }
        return visible.ToString();
    }

    private static string Escape(int codePoint) => codePoint < 0x10000 ? $"\\u{codePoint:x4}" : $"\\U{codePoint:x8}";

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || !IsIgnored(rune.Value) && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);

    // Letters and marks that show nothing: joiners, fillers, selectors of variants.
    private static bool IsIgnored(int codePoint) =>
        codePoint is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
            or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
