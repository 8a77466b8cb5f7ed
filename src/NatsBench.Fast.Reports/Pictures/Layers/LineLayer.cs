namespace NatsBench.Fast.Reports.Pictures.Layers;

/// <summary>A line through points in their order, with a band about it or without.</summary>
public sealed record LineLayer : Layer
{
    /// <param name="ink">What it is drawn with.</param>
    /// <param name="x">Places.</param>
    /// <param name="y">Values.</param>
    /// <exception cref="ArgumentException">There are not as many places as values.</exception>
    public LineLayer(Ink ink, IReadOnlyList<double> x, IReadOnlyList<double> y)
        : base(ink)
    {
        RequireSame(x.Count, y.Count, nameof(y));
        (X, Y) = (x, y);
    }

    /// <summary>Places.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Values.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>The lower edge of the band and the upper one, as many as there are places; null without a band.</summary>
    public (IReadOnlyList<double> Low, IReadOnlyList<double> High)? Band { get; init; }

    /// <summary>Whether a value holds until the next place.</summary>
    public bool IsStep { get; init; }

    /// <summary>Whether places are marked: all where they are few, else some.</summary>
    public bool HasMarks { get; init; }

    /// <summary>Whether the line itself is drawn; without it there is the band alone.</summary>
    public bool HasLine { get; init; } = true;

    internal override IEnumerable<double> Across => X;

    internal override IEnumerable<double> Along => Band is var (low, high) ? [.. Y, .. low, .. high] : Y;
}
