using NatsBench.Fast.Internals;
using NatsBench.Fast.Reports.Pictures.Layers;
using ScottPlot;
using ScottPlot.Plottables;
using Range = System.Range;

namespace NatsBench.Fast.Reports.Pictures.Rendering;

/// <summary>Layers as what the drawing library knows.</summary>
internal sealed class LayerDrawing(Plot plot, Picture picture, InkColors colors)
{
    private const float LineWidth = 2, BarWidth = 1.5f;
    private const double BandOpacity = 0.2, BarOpacity = 0.65;
    private const int MostMarks = 10, MostShapes = 400;

    public void Add(Layer layer)
    {
        switch (layer)
        {
            case LineLayer line: Add(line); break;
            case PointLayer points: Add(points); break;
            case IntervalLayer intervals: Add(intervals); break;
            case BarLayer bars: Add(bars); break;
            case AreaLayer area: AddArea(area.Corners, colors.Of(area.Ink), area.Opacity, area.HasEdge); break;
            case RuleLayer rule: Add(rule); break;
            case SegmentLayer segment: AddSegment(segment.From, segment.To, colors.Of(segment.Ink), (float)segment.Width); break;
            case NoteLayer note: AddText(note.Ink, note.At, note.Text, note.Anchor); break;
            default: throw new ArgumentException($"a {layer.GetType().Name} cannot be drawn", nameof(layer));
        }
    }

    private void Add(LineLayer line)
    {
        if (line.Band is var (low, high))
            foreach (Range run in Runs(i => IsFinite(At(line.X[i], low[i])) && IsFinite(At(line.X[i], high[i])), line.X.Count))
                AddBand(line, low, high, run);
        if (!line.HasLine)
            return;
        foreach (Range run in Runs(i => IsFinite(At(line.X[i], line.Y[i])), line.X.Count))
        {
            Scatter drawn = plot.Add.ScatterLine(Stepped(Places(line.X, line.Y, run), line.IsStep), colors.Of(line.Ink, isLine: true));
            (drawn.LineWidth, drawn.LinePattern) = (LineWidth, Strokes.Pattern(line.Ink, colors));
        }
        if (line.HasMarks)
        {
            int[] drawn = [.. Enumerable.Range(0, line.X.Count).Where(i => IsFinite(At(line.X[i], line.Y[i])))];
            // Some of many, other ones of each series.
            int stride = int.Max(1, (drawn.Length + MostMarks - 1) / MostMarks), first = stride == 1 ? 0 : int.Max(line.Ink.Code, 0) * stride / 5 % stride;
            AddMarks(line.Ink, [.. drawn.Where((_, i) => i % stride == first).Select(i => At(line.X[i], line.Y[i]))]);
        }
    }

    private void AddBand(LineLayer line, IReadOnlyList<double> low, IReadOnlyList<double> high, Range run)
    {
        Coordinates[] above = Stepped(Places(line.X, high, run), line.IsStep), below = Stepped(Places(line.X, low, run), line.IsStep);
        Polygon band = plot.Add.Polygon([.. above, .. below.Reverse()]);
        band.FillColor = colors.Of(line.Ink).WithAlpha(BandOpacity);
        band.LineWidth = 0;
    }

    private void Add(PointLayer points)
    {
        int[] drawn = [.. Enumerable.Range(0, points.X.Count).Where(i => IsFinite(At(points.X[i], points.Y[i])))];
        Coordinates[] places = [.. drawn.Select(i => At(points.X[i], points.Y[i]))];
        if (places.Length > MostShapes)
            plot.Add.Plottable(new DensePoints(places, new InkColors(isMarked: false).Of(points.Ink)));
        else
            AddMarks(points.Ink, places);
        if (points.Texts is { } texts)
            foreach (int i in drawn)
                AddText(Ink.Text, (points.X[i], points.Y[i]), texts[i], NoteAnchor.Start, distance: 7);
    }

    private void Add(IntervalLayer intervals)
    {
        for (int i = 0; i < intervals.Places.Count; i++)
            if (double.IsFinite(intervals.Low[i]) && double.IsFinite(intervals.High[i]))
                AddSegment(Turned(intervals.Places[i], intervals.Low[i]), Turned(intervals.Places[i], intervals.High[i]), colors.Of(intervals.Ink), 2.5f);
        AddMarks(intervals.Ink, [.. Enumerable.Range(0, intervals.Places.Count).Select(i => Turned(intervals.Places[i], intervals.Values[i]))
            .Select(at => At(at.X, at.Y)).Where(IsFinite)]);

        (double X, double Y) Turned(double place, double value) => intervals.IsHorizontal ? (value, place) : (place, value);
    }

    private void Add(BarLayer bars)
    {
        for (int i = 0; i < bars.Heights.Count; i++)
            if (bars.Heights[i] > 0)
                AddArea(
                    AreaLayer.Rectangle(bars.Ink, bars.Edges[i], bars.Edges[i + 1], picture.Y.IsLogarithmic ? double.Min(0.5, bars.Heights[i]) : 0, bars.Heights[i]).Corners,
                    colors.Of(bars.Ink), BarOpacity, hasEdge: true);
    }

    private void Add(RuleLayer rule)
    {
        double at = AxisRange.Place(rule.IsHorizontal ? picture.Y : picture.X, rule.Value);
        if (!double.IsFinite(at))
            return;
        Color color = colors.Of(rule.Ink, isLine: true);
        AxisLine line = rule.IsHorizontal
            ? plot.Add.HorizontalLine(at, BarWidth, color, Strokes.Pattern(rule.Ink, colors))
            : plot.Add.VerticalLine(at, BarWidth, color, Strokes.Pattern(rule.Ink, colors));
        line.EnableAutoscale = false;
    }

    private void AddArea(IReadOnlyList<(double X, double Y)> corners, Color color, double opacity, bool hasEdge)
    {
        Polygon area = plot.Add.Polygon([.. corners.Select(corner => At(corner.X, corner.Y))]);
        area.FillColor = color.WithAlpha(opacity);
        (area.LineColor, area.LineWidth) = (color, hasEdge ? 1 : 0);
    }

    private void AddSegment((double X, double Y) from, (double X, double Y) to, Color color, float width)
    {
        LinePlot line = plot.Add.Line(At(from.X, from.Y), At(to.X, to.Y));
        (line.LineColor, line.LineWidth, line.MarkerSize) = (color, width, 0);
    }

    private void AddMarks(Ink ink, Coordinates[] places)
    {
        if (places.Length == 0)
            return;
        Markers marks = plot.Add.Markers(places);
        marks.MarkerStyle = Strokes.Mark(ink, colors, places.Length > 60 ? 5 : 7);
    }

    private void AddText(Ink ink, (double X, double Y) at, string text, NoteAnchor anchor, float distance = 0)
    {
        Text note = plot.Add.Text(Printable.Of(text), At(at.X, at.Y));
        (note.LabelFontName, note.LabelFontSize, note.LabelFontColor, note.OffsetX) = (PictureFont.Name, PictureDrawing.FontSize, colors.Of(ink), distance);
        note.LabelAlignment = anchor switch
        {
            NoteAnchor.Start => Alignment.MiddleLeft,
            NoteAnchor.End => Alignment.MiddleRight,
            _ => Alignment.MiddleCenter,
        };
    }

    private Coordinates At(double x, double y) => new(AxisRange.Place(picture.X, x), AxisRange.Place(picture.Y, y));

    private Coordinates[] Places(IReadOnlyList<double> x, IReadOnlyList<double> y, Range run) =>
        [.. Enumerable.Range(run.Start.Value, run.End.Value - run.Start.Value).Select(i => At(x[i], y[i]))];

    private static Coordinates[] Stepped(Coordinates[] places, bool isStep) => isStep
        ? [.. places.SelectMany((place, i) => i == 0 ? [place] : new[] { new Coordinates(place.X, places[i - 1].Y), place })]
        : places;

    private static bool IsFinite(Coordinates place) => double.IsFinite(place.X) && double.IsFinite(place.Y);

    // Consecutive ones that can be drawn.
    private static IEnumerable<Range> Runs(Func<int, bool> isDrawn, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int first = i;
            while (i < count && isDrawn(i))
                i++;
            if (i > first)
                yield return first..i;
        }
    }
}
