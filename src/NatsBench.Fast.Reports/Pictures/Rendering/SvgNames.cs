using System.Globalization;
using System.Xml.Linq;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>
/// Identifiers within an SVG. The drawing library counts on from picture to picture, on all threads; here they are counted anew, and begin with
/// the picture's name.
/// </summary>
internal static class SvgNames
{
    private const string Url = "url(#";

    private static readonly XName Href = XName.Get("href", "http://www.w3.org/1999/xlink");

    /// <summary>Gives every identifier its new name, where it is set and where it is used.</summary>
    public static void Mend(XElement root, string picture)
    {
        Dictionary<string, string> names = [];
        foreach (XAttribute id in root.Descendants().Attributes("id"))
            names[id.Value] = id.Value = string.Create(CultureInfo.InvariantCulture, $"{picture}-{names.Count}");
        foreach (XAttribute attribute in root.Descendants().Attributes())
            if (attribute.Value.StartsWith(Url, StringComparison.Ordinal))
                attribute.Value = $"{Url}{names[attribute.Value[Url.Length..^1]]})";
            else if (attribute.Name == Href && attribute.Value.StartsWith('#'))
                attribute.Value = $"#{names[attribute.Value[1..]]}";
    }
}
