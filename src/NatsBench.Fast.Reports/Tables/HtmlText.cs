using System.Text.Encodings.Web;
using System.Text.Unicode;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Reports.Tables;

/// <summary>Texts within HTML.</summary>
internal static class HtmlText
{
    // Letters and signs stay what they are; what HTML takes for markup does not, in texts nor in attributes.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A text of which nothing is taken for markup.</summary>
    public static string Escape(string text) => Encoder.Encode(Printable.Of(text));
}
