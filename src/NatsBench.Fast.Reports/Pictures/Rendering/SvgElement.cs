using System.Globalization;
using System.Xml.Linq;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>One element of what the drawing library gives.</summary>
internal static class SvgElement
{
    /// <summary>Rewrites an element in its place: classes say the inks, for a page to colour, and light colours stand beside.</summary>
    public static void Mend(XElement element)
    {
        if (element.Name.LocalName == "text")
            MendText(element);
        List<string> classes = [];
        foreach (string part in new[] { "fill", "stroke" })
            if (element.Attribute(part) is { } color && InkColors.Find(color.Value) is var (name, light, dashes))
            {
                color.Value = light;
                classes.Add($"{part[0]}-{name}");
                if (part == "stroke" && dashes.Length > 0)
                    element.SetAttributeValue("stroke-dasharray", string.Join(' ', dashes.Select(length => length.ToString(CultureInfo.InvariantCulture))));
            }
        if (classes.Count > 0)
            element.SetAttributeValue("class", string.Join(' ', classes));
    }

    // Every letter has a place of its own; one place and the width of all are enough, and let the text be found and read.
    private static void MendText(XElement text)
    {
        text.Value = text.Value.Trim();
        foreach (string axis in new[] { "x", "y" })
            if (text.Attribute(axis) is { } places)
                places.Value = places.Value.Split(',', 2)[0].Trim();
        float size = float.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture);
        bool isBold = text.Attribute("font-weight") is not null;
        text.SetAttributeValue("textLength", PictureFont.Width(text.Value, size, isBold).ToString("0.##", CultureInfo.InvariantCulture));
        text.SetAttributeValue("font-family", null);
    }
}
