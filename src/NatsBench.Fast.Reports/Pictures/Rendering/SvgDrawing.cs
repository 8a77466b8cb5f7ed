using System.Globalization;
using System.Text;
using System.Xml.Linq;
using NatsBench.Fast.Internals;
using SkiaSharp;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>
/// Pictures as SVG: what the drawing library gives, with inks in place of marks, whole texts in place of single letters, names that do not clash
/// on a page, and a title and a description for those who do not see it.
/// </summary>
internal static class SvgDrawing
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg", XLink = "http://www.w3.org/1999/xlink";

    /// <summary>A document by itself, with fixed colours and size.</summary>
    public static string Document(Picture picture) => Both(picture).Document;

    /// <summary>An element of a page, which colours its classes.</summary>
    public static string Element(Picture picture) => Build(picture).ToString(SaveOptions.DisableFormatting);

    /// <summary>Both, drawn once.</summary>
    public static (string Element, string Document) Both(Picture picture)
    {
        XElement root = Build(picture);
        string element = root.ToString(SaveOptions.DisableFormatting);
        string[] size = root.Attribute("viewBox")!.Value.Split(' ');
        root.SetAttributeValue("width", size[2]);
        root.SetAttributeValue("height", size[3]);
        foreach (XElement colored in root.Descendants())
            colored.SetAttributeValue("class", null);
        return (element, $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root.ToString(SaveOptions.DisableFormatting)}\n");
    }

    private static XElement Build(Picture picture)
    {
        PictureDrawing drawing = new(picture, new InkColors(isMarked: true));
        using MemoryStream stream = new();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, drawing.Width, drawing.Height), stream))
            drawing.Draw(canvas);
        XElement root = XElement.Parse(Encoding.UTF8.GetString(stream.ToArray()));

        (string title, string description) = ($"{picture.Name}-title", $"{picture.Name}-alt");
        root.SetAttributeValue("width", null);
        root.SetAttributeValue("height", null);
        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {drawing.Width} {drawing.Height}"));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-labelledby", $"{title} {description}");
        root.SetAttributeValue("font-family", PictureFont.Families);
        SvgNames.Mend(root, picture.Name);
        foreach (XElement element in root.Descendants())
            SvgElement.Mend(element);
        string stamp = picture.Synthetic.Length == 0 ? "" : $" SYNTHETIC numbers, made by a model ({picture.Synthetic}).";
        root.AddFirst(
            new XElement(Svg + "title", new XAttribute("id", title), Printable.Of(picture.Title)),
            new XElement(Svg + "desc", new XAttribute("id", description), Printable.Of(picture.Alt + stamp)));
        if (!root.Descendants().Any(element => element.Attribute(XLink + "href") is not null))
            root.SetAttributeValue(XNamespace.Xmlns + "xlink", null);
        return root;
    }
}
