using SkiaSharp;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>What stands beneath the axes: where the numbers are from.</summary>
internal sealed class Footing(Picture picture, InkColors colors)
{
    private const float Size = 10, Line = 14;

    private readonly List<string> _lines = TextLines.Wrap(picture.Footnote, picture.Width - (2 * Heading.Margin), Size);

    public int Height => _lines.Count == 0 ? 0 : (int)(_lines.Count * Line) + 6;

    public void Draw(SKCanvas canvas, float top)
    {
        for (int i = 0; i < _lines.Count; i++)
            TextLines.Write(canvas, _lines[i], Heading.Margin, top + ((i + 1) * Line) - 2, Size, colors.Of(Ink.Muted));
    }
}
