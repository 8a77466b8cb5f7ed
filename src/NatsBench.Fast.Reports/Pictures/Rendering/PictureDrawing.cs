using NatsBench.Fast.Internals;
using NatsBench.Fast.Reports.Pictures.Layers;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>A picture on a canvas: its heading, then the axes and layers, then its footnote.</summary>
internal sealed class PictureDrawing
{
    public const float FontSize = 13;

    // Of a name beside an axis.
    private const float MostOfWidth = 0.36f;
    private const int PixelsPerTick = 90, PixelsPerNumber = 55, Inset = 6;

    private readonly Picture _picture;
    private readonly InkColors _colors;
    private readonly Heading _heading;
    private readonly Footing _footing;

    public PictureDrawing(Picture picture, InkColors colors)
    {
        Check(picture);
        PictureFont.Use();
        (_picture, _colors) = (picture, colors);
        _heading = new Heading(picture, colors);
        _footing = new Footing(picture, colors);
    }

    public int Width => _picture.Width;

    public int Height => _heading.Height + _picture.PlotHeight + _footing.Height;

    public void Draw(SKCanvas canvas)
    {
        using SKPaint page = new() { Color = _colors.Of(Ink.Page).ToSKColor() };
        canvas.DrawRect(0, 0, Width, Height, page);
        _heading.Draw(canvas);
        using Plot plot = Build();
        PixelRect area = new(Inset, Width, _heading.Height + _picture.PlotHeight, _heading.Height);
        // The library draws a new plot twice, to know how much room its labels take; once is enough to see.
        using (SKNoDrawCanvas nowhere = new(Width, Height))
            plot.Render(nowhere, area);
        plot.Render(canvas, area);
        _footing.Draw(canvas, _heading.Height + _picture.PlotHeight);
    }

    private static void Check(Picture picture)
    {
        if (picture.Name.Length == 0 || picture.Name.Any(letter => !(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')))
            throw new ArgumentException($"a picture's name is of small letters, digits and hyphens, not '{picture.Name}'", nameof(picture));
        if (picture.Alt.Length == 0 || picture.Title.Length == 0)
            throw new ArgumentException($"{picture.Name}: a picture has a title and a text for those who do not see it", nameof(picture));
        foreach (LineLayer line in picture.Layers.OfType<LineLayer>())
            if (line.Band is var (low, high) && (low.Count != line.X.Count || high.Count != line.X.Count))
                throw new ArgumentException($"{picture.Name}: a band has as many values as its line has places", nameof(picture));
        foreach (PointLayer points in picture.Layers.OfType<PointLayer>())
            if (points.Texts is { } texts && texts.Count != points.X.Count)
                throw new ArgumentException($"{picture.Name}: there are as many texts as points", nameof(picture));
    }

    private Plot Build()
    {
        Plot plot = new();
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Font.Set(PictureFont.Name);
        plot.HideLegend();

        AxisRange x = AxisRange.Of(_picture.X, _picture.Layers.SelectMany(layer => layer.Across));
        AxisRange y = AxisRange.Of(_picture.Y, _picture.Layers.SelectMany(layer => layer.Along));
        LayerDrawing layers = new(plot, _picture, _colors);
        foreach (Layer layer in _picture.Layers)
            layers.Add(layer);
        plot.Axes.SetLimits(x.Least, x.Greatest, y.Least, y.Greatest);

        Dress(plot.Axes.Bottom, _picture.X, x, _picture.Width / PixelsPerTick);
        Dress(plot.Axes.Left, _picture.Y, y, _picture.PlotHeight / PixelsPerNumber);
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Axes.Right.MinimumSize = 16;
        plot.Axes.Top.MinimumSize = 8;
        plot.Grid.MajorLineColor = _colors.Of(Ink.Faint);
        plot.Grid.XAxisStyle.IsVisible = !_picture.X.IsHidden && _picture.X.Names is null;
        plot.Grid.YAxisStyle.IsVisible = !_picture.Y.IsHidden && _picture.Y.Names is null;
        plot.Grid.IsBeneathPlottables = true;
        return plot;
    }

    private void Dress(IAxis axis, PictureAxis described, AxisRange range, int count)
    {
        Color ink = _colors.Of(Ink.Text), muted = _colors.Of(Ink.Muted);
        (axis.Label.Text, axis.Label.FontName, axis.Label.FontSize, axis.Label.Bold, axis.Label.ForeColor) = (Printable.Of(described.Label), PictureFont.Name, FontSize, false, ink);
        (axis.TickLabelStyle.FontName, axis.TickLabelStyle.FontSize, axis.TickLabelStyle.ForeColor) = (PictureFont.Name, FontSize - 1, ink);
        (axis.FrameLineStyle.Color, axis.MajorTickStyle.Color, axis.MinorTickStyle.Color) = (muted, muted, muted);
        NumericManual generator = new();
        if (described.IsHidden)
        {
            axis.FrameLineStyle.IsVisible = false;
            axis.Label.IsVisible = false;
        }
        else if (described.Names is { } names)
        {
            axis.MajorTickStyle.Length = 0;
            for (int i = 0; i < names.Count; i++)
                generator.AddMajor(i, TextLines.Shorten(names[i], MostOfWidth * _picture.Width, FontSize - 1));
        }
        else
        {
            Ticks ticks = described.IsLogarithmic
                ? Ticks.Logarithmic(Math.Pow(10, range.Least), Math.Pow(10, range.Greatest))
                : Ticks.Linear(range.Least, range.Greatest, int.Max(2, count));
            foreach ((double at, string text) in ticks.Major)
                generator.AddMajor(AxisRange.Place(described, at), text);
            foreach (double at in ticks.Minor)
                generator.AddMinor(AxisRange.Place(described, at));
        }
        axis.TickGenerator = generator;
    }
}
