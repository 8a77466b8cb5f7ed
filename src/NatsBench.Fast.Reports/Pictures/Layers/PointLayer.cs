namespace NatsBench.Fast.Reports.Pictures.Layers;

/// <summary>Points; more than a few hundred are drawn as one raster image, so that a whole space stays small.</summary>
public sealed record PointLayer : Layer
{
    /// <param name="ink">What they are drawn with.</param>
    /// <param name="x">Horizontal places.</param>
    /// <param name="y">Vertical places.</param>
    /// <exception cref="ArgumentException">There are not as many of one as of the other.</exception>
    public PointLayer(Ink ink, IReadOnlyList<double> x, IReadOnlyList<double> y)
        : base(ink)
    {
        RequireSame(x.Count, y.Count, nameof(y));
        (X, Y) = (x, y);
    }

    /// <summary>Horizontal places.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Vertical places.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Texts beside the points; null for none.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    internal override IEnumerable<double> Across => X;

    internal override IEnumerable<double> Along => Y;
}
