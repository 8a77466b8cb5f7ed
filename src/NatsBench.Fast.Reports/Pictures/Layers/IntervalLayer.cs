namespace NatsBench.Fast.Reports.Pictures.Layers;

/// <summary>Values with their intervals, each a mark on a bar.</summary>
public sealed record IntervalLayer : Layer
{
    /// <param name="ink">What they are drawn with.</param>
    /// <param name="places">Places on the axis that the bars stand across.</param>
    /// <param name="values">Values.</param>
    /// <param name="low">Where the bars begin; NaN where there is none.</param>
    /// <param name="high">Where they end.</param>
    /// <exception cref="ArgumentException">There are not as many of one as of the other.</exception>
    public IntervalLayer(Ink ink, IReadOnlyList<double> places, IReadOnlyList<double> values, IReadOnlyList<double> low, IReadOnlyList<double> high)
        : base(ink)
    {
        RequireSame(places.Count, values.Count, nameof(values));
        RequireSame(places.Count, low.Count, nameof(low));
        RequireSame(places.Count, high.Count, nameof(high));
        (Places, Values, Low, High) = (places, values, low, high);
    }

    /// <summary>Places.</summary>
    public IReadOnlyList<double> Places { get; }

    /// <summary>Values.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Where the bars begin.</summary>
    public IReadOnlyList<double> Low { get; }

    /// <summary>Where the bars end.</summary>
    public IReadOnlyList<double> High { get; }

    /// <summary>Whether values lie along the horizontal axis.</summary>
    public bool IsHorizontal { get; init; }

    internal override IEnumerable<double> Across => IsHorizontal ? [.. Values, .. Low, .. High] : Places;

    internal override IEnumerable<double> Along => IsHorizontal ? Places : [.. Values, .. Low, .. High];
}
