using ScottPlot;
using SkiaSharp;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>The one font of all pictures; it comes with the library, so that no machine draws them with another.</summary>
internal static class PictureFont
{
    /// <summary>By what name the drawing library knows it.</summary>
    public const string Name = "NatsBench DejaVu Sans";

    /// <summary>What a browser is asked for: the font itself, those as wide, any.</summary>
    public const string Families = "'DejaVu Sans', Verdana, Geneva, sans-serif";

    private static readonly SKTypeface Regular = Load("DejaVuSans.ttf");
    private static readonly SKTypeface Bold = Load("DejaVuSans-Bold.ttf");

    static PictureFont() => Fonts.FontResolvers.Insert(0, new Resolver());

    /// <summary>Makes the drawing library know the font.</summary>
    public static void Use() => _ = Regular;

    /// <summary>The font in a size.</summary>
    public static SKFont Of(float size, bool isBold = false) => new(isBold ? Bold : Regular, size) { Subpixel = true, Hinting = SKFontHinting.None };

    /// <summary>How wide a text is, in pixels.</summary>
    public static float Width(string text, float size, bool isBold = false)
    {
        using SKFont font = Of(size, isBold);
        return font.MeasureText(text);
    }

    private static SKTypeface Load(string name) => SKTypeface.FromStream(typeof(PictureFont).Assembly.GetManifestResourceStream(name)!);

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing width) =>
            CreateTypeface(fontName, bold: weight >= FontWeight.SemiBold, italic: false);

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? bold ? Bold : Regular : null;
    }
}
