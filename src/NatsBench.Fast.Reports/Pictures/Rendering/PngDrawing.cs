using SkiaSharp;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>Pictures as PNG.</summary>
internal static class PngDrawing
{
    // Drawings have few colours and long runs of them: filters cost time and make the file larger.
    private const int Scale = 2, CompressionLevel = 6;

    public static byte[] Of(Picture picture)
    {
        PictureDrawing drawing = new(picture, new InkColors(isMarked: false));
        using SKSurface surface = SKSurface.Create(new SKImageInfo(drawing.Width * Scale, drawing.Height * Scale, SKColorType.Rgb888x, SKAlphaType.Opaque));
        surface.Canvas.Scale(Scale);
        drawing.Draw(surface.Canvas);
        using SKPixmap pixels = surface.PeekPixels();
        using SKData data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.None, CompressionLevel))!;
        return data.ToArray();
    }
}
