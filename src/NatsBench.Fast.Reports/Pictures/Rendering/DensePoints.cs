using ScottPlot;
using SkiaSharp;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>
/// Many points as one raster image of two pixels to each of CSS: its size follows from the area, and not from how many there are. Where points
/// lie on one another it is darker, in few steps, so that it stays small in a file.
/// </summary>
internal sealed class DensePoints(Coordinates[] points, Color color) : IPlottable
{
    private const int Scale = 2, Side = 3;

    // Opacity by the number of points that cover a pixel.
    private static readonly byte[] Opacities = [0, 90, 140, 180, 210, 235, 255];

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        if (rp.Canvas is SKNoDrawCanvas)
            return;
        PixelRect area = rp.DataRect;
        (int width, int height) = ((int)Math.Ceiling(area.Width * Scale), (int)Math.Ceiling(area.Height * Scale));
        int[] counts = new int[width * height];
        foreach (Coordinates point in points)
        {
            Pixel at = Axes.GetPixel(point);
            (int left, int top) = ((int)Math.Round((at.X - area.Left) * Scale) - (Side / 2), (int)Math.Round((at.Y - area.Top) * Scale) - (Side / 2));
            for (int y = int.Max(top, 0); y < int.Min(top + Side, height); y++)
                for (int x = int.Max(left, 0); x < int.Min(left + Side, width); x++)
                    counts[(y * width) + x]++;
        }
        using SKBitmap bitmap = new(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        Span<uint> pixels = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(bitmap.GetPixelSpan());
        for (int i = 0; i < counts.Length; i++)
            pixels[i] = counts[i] == 0 ? 0 : color.R | ((uint)color.G << 8) | ((uint)color.B << 16) | ((uint)Opacities[int.Min(counts[i], Opacities.Length - 1)] << 24);
        using SKImage image = SKImage.FromBitmap(bitmap);
        rp.Canvas.DrawImage(image, new SKRect(area.Left, area.Top, area.Left + ((float)width / Scale), area.Top + ((float)height / Scale)));
    }
}
