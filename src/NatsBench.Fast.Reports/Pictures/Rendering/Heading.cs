using SkiaSharp;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>What stands above the axes: title, stamp and legend.</summary>
internal sealed class Heading
{
    public const float Margin = 10;

    private const float TitleSize = 15, TitleLine = 21, StampLine = 18, LegendLine = 20;

    private readonly InkColors _colors;
    private readonly List<string> _title;
    private readonly List<string> _stamp;
    private readonly Legend _legend;

    public Heading(Picture picture, InkColors colors)
    {
        _colors = colors;
        float width = picture.Width - (2 * Margin);
        _title = TextLines.Wrap(picture.Title, width, TitleSize, isBold: true);
        _stamp = picture.Synthetic.Length == 0
            ? []
            : TextLines.Wrap($"SYNTHETIC numbers, made by a model ({picture.Synthetic}); never cite them", width, PictureDrawing.FontSize, isBold: true);
        _legend = new Legend(picture, colors, width);
        Height = (int)Math.Ceiling((Margin / 2) + (_title.Count * TitleLine) + (_stamp.Count * StampLine) + (_legend.Rows * LegendLine) + 4);
    }

    public int Height { get; }

    public void Draw(SKCanvas canvas)
    {
        float y = Margin / 2;
        foreach (string line in _title)
            TextLines.Write(canvas, line, Margin, (y += TitleLine) - 5, TitleSize, _colors.Of(Ink.Text), isBold: true);
        foreach (string line in _stamp)
            TextLines.Write(canvas, line, Margin, (y += StampLine) - 4, PictureDrawing.FontSize, _colors.Of(Ink.Stamp), isBold: true);
        _legend.Draw(canvas, Margin, y, LegendLine);
    }
}
