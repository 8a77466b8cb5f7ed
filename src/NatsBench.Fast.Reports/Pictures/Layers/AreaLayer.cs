namespace NatsBench.Fast.Reports.Pictures.Layers;

/// <summary>A filled rectangle or another shape.</summary>
/// <param name="Ink">What it is filled with.</param>
/// <param name="Corners">Its corners.</param>
public sealed record AreaLayer(Ink Ink, IReadOnlyList<(double X, double Y)> Corners) : Layer(Ink)
{
    /// <summary>How much of what lies behind is hidden, 0 to 1.</summary>
    public double Opacity { get; init; } = 0.25;

    /// <summary>Whether its edge is drawn.</summary>
    public bool HasEdge { get; init; }

    internal override IEnumerable<double> Across => Corners.Select(corner => corner.X);

    internal override IEnumerable<double> Along => Corners.Select(corner => corner.Y);

    /// <summary>A rectangle.</summary>
    public static AreaLayer Rectangle(Ink ink, double left, double right, double bottom, double top) =>
        new(ink, [(left, bottom), (left, top), (right, top), (right, bottom)]);
}
