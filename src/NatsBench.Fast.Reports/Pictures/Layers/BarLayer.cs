namespace NatsBench.Fast.Reports.Pictures.Layers;

/// <summary>Bars from 0 upwards, side by side: a histogram.</summary>
public sealed record BarLayer : Layer
{
    /// <param name="ink">What they are drawn with.</param>
    /// <param name="edges">Where bars begin and end, ascending: one more than there are bars.</param>
    /// <param name="heights">How high they are.</param>
    /// <exception cref="ArgumentException">There is not one edge more than heights.</exception>
    public BarLayer(Ink ink, IReadOnlyList<double> edges, IReadOnlyList<double> heights)
        : base(ink)
    {
        RequireSame(edges.Count - 1, heights.Count, nameof(heights));
        (Edges, Heights) = (edges, heights);
    }

    /// <summary>Where bars begin and end.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>How high they are.</summary>
    public IReadOnlyList<double> Heights { get; }

    internal override IEnumerable<double> Across => Edges;

    internal override IEnumerable<double> Along => [0, .. Heights];
}
