namespace NatsBench.Fast.Reports.Pictures.Layers;

/// <summary>A straight line across the picture at one value.</summary>
/// <param name="Ink">What it is drawn with.</param>
/// <param name="Value">The value; it need not be seen.</param>
/// <param name="IsHorizontal">Whether the value is one of the vertical axis, the line lying.</param>
public sealed record RuleLayer(Ink Ink, double Value, bool IsHorizontal) : Layer(Ink)
{
    /// <summary>Whether the axis has to show it.</summary>
    public bool MustBeSeen { get; init; }

    internal override IEnumerable<double> Across => MustBeSeen && !IsHorizontal ? [Value] : [];

    internal override IEnumerable<double> Along => MustBeSeen && IsHorizontal ? [Value] : [];
}
