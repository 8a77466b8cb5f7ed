using ScottPlot;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>What tells series apart beside their colours.</summary>
internal static class Strokes
{
    private static readonly float[][] Patterns = [[], [8, 4], [2, 3], [9, 3, 2, 3], [15, 5]];
    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown, MarkerShape.OpenCircle,
        MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp,
    ];

    /// <summary>Lengths of dashes and gaps in pixels; none for a whole line.</summary>
    public static float[] Dashes(Ink ink) => ink.Code < 0 ? [3, 3] : Patterns[ink.Code % Patterns.Length];

    /// <summary>The pattern of a line.</summary>
    public static LinePattern Pattern(Ink ink, InkColors colors) =>
        colors.IsMarked || Dashes(ink) is [] ? LinePattern.Solid : new LinePattern(Dashes(ink), 0, "dashes");

    /// <summary>The shape of marks.</summary>
    public static MarkerShape Shape(Ink ink) => Shapes[int.Max(ink.Code, 0) % Shapes.Length];

    /// <summary>A mark.</summary>
    public static MarkerStyle Mark(Ink ink, InkColors colors, float size = 7)
    {
        Color color = colors.Of(ink);
        return new MarkerStyle(Shape(ink), size, color) { LineColor = color, OutlineColor = color, LineWidth = 1.5f };
    }
}
