using System.Text;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Reports.Tables;

/// <summary>Texts within Markdown.</summary>
internal static class MarkdownText
{
    /// <summary>A text of one line of which nothing is taken for markup.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length + 8);
        foreach (char letter in Printable.Of(text))
            _ = letter switch
            {
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#' or '~' or '!' => escaped.Append('\\').Append(letter),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                _ => escaped.Append(letter),
            };
        return escaped.ToString();
    }
}
