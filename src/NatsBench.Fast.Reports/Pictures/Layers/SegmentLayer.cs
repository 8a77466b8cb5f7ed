namespace NatsBench.Fast.Reports.Pictures.Layers;

/// <summary>A straight line between two points.</summary>
/// <param name="Ink">What it is drawn with.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
public sealed record SegmentLayer(Ink Ink, (double X, double Y) From, (double X, double Y) To) : Layer(Ink)
{
    /// <summary>Its width in pixels.</summary>
    public double Width { get; init; } = 1.5;

    internal override IEnumerable<double> Across => [From.X, To.X];

    internal override IEnumerable<double> Along => [From.Y, To.Y];
}
