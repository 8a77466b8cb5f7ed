using NatsBench.Fast.Internals;
using SkiaSharp;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>Texts on a canvas, beside the axes.</summary>
internal static class TextLines
{
    /// <summary>A text in lines that are no wider than asked for, unless a word is.</summary>
    public static List<string> Wrap(string text, float width, float size, bool isBold = false)
    {
        List<string> lines = [];
        using SKFont font = PictureFont.Of(size, isBold);
        foreach (string word in Printable.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (lines is [.., var last] && font.MeasureText($"{last} {word}") <= width)
                lines[^1] = $"{last} {word}";
            else
                lines.Add(word);
        return lines;
    }

    /// <summary>A text that is no wider than asked for: an ellipsis stands for what is cut off.</summary>
    public static string Shorten(string text, float width, float size)
    {
        text = Printable.Of(text);
        using SKFont font = PictureFont.Of(size);
        if (font.MeasureText(text) <= width)
            return text;
        int count = text.Length;
        while (count > 1 && font.MeasureText($"{text[..count]}…") > width)
            count--;
        return $"{text[..count]}…";
    }

    /// <summary>Writes a line.</summary>
    public static void Write(SKCanvas canvas, string text, float left, float baseline, float size, ScottPlot.Color color, bool isBold = false)
    {
        using SKFont font = PictureFont.Of(size, isBold);
        using SKPaint paint = new() { Color = color.ToSKColor(), IsAntialias = true };
        canvas.DrawText(Printable.Of(text), left, baseline, SKTextAlign.Left, font, paint);
    }
}
