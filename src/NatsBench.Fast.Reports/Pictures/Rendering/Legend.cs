using NatsBench.Fast.Reports.Pictures.Layers;
using ScottPlot;
using SkiaSharp;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>What each ink stands for, in rows.</summary>
internal sealed class Legend
{
    private const float Sample = 30, Gap = 6, Between = 18;

    private readonly InkColors _colors;
    private readonly List<(Layer[] Layers, string Name, int Row, float Left)> _entries = [];

    public Legend(Picture picture, InkColors colors, float width)
    {
        _colors = colors;
        float left = 0;
        foreach (Layer[] layers in picture.Layers.Where(layer => layer.Name.Length > 0).GroupBy(layer => (layer.Name, layer.Ink)).Select(group => group.ToArray()))
        {
            string name = TextLines.Shorten(layers[0].Name, width - Sample - Gap, PictureDrawing.FontSize);
            float wide = Sample + Gap + PictureFont.Width(name, PictureDrawing.FontSize);
            if (Rows == 0 || left + wide > width)
                (Rows, left) = (Rows + 1, 0);
            _entries.Add((layers, name, Rows - 1, left));
            left += wide + Between;
        }
    }

    public int Rows { get; private set; }

    public void Draw(SKCanvas canvas, float left, float top, float height)
    {
        foreach ((Layer[] layers, string name, int row, float offset) in _entries)
        {
            (float x, float y) = (left + offset, top + ((row + 0.5f) * height));
            foreach (Layer layer in layers)
                DrawSample(canvas, layer, x, y);
            TextLines.Write(canvas, name, x + Sample + Gap, y + 5, PictureDrawing.FontSize, _colors.Of(Ink.Text));
        }
    }

    private void DrawSample(SKCanvas canvas, Layer layer, float x, float y)
    {
        using Paint paint = Paint.NewDisposablePaint();
        if (layer is AreaLayer or BarLayer or LineLayer { Band: not null })
        {
            double opacity = layer switch { AreaLayer area => area.Opacity, BarLayer => 0.65, _ => 0.2 };
            Drawing.FillRectangle(canvas, new PixelRect(x, x + Sample, y + 6, y - 6), paint, new FillStyle { Color = _colors.Of(layer.Ink).WithAlpha(opacity) });
        }
        if (layer is LineLayer { HasLine: true } or RuleLayer)
            Drawing.DrawLine(canvas, paint, new Pixel(x, y), new Pixel(x + Sample, y), new LineStyle(layer is RuleLayer ? 1.5f : 2, _colors.Of(layer.Ink, isLine: true), Strokes.Pattern(layer.Ink, _colors)));
        if (layer is IntervalLayer or SegmentLayer)
            Drawing.DrawLine(canvas, paint, new Pixel(x, y), new Pixel(x + Sample, y), new LineStyle(2.5f, _colors.Of(layer.Ink), LinePattern.Solid));
        if (layer is PointLayer or IntervalLayer or LineLayer { HasMarks: true })
            Drawing.DrawMarker(canvas, paint, new Pixel(x + (Sample / 2), y), Strokes.Mark(layer.Ink, _colors));
    }
}
