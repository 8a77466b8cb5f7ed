namespace NatsBench.Fast.Reports.Pictures.Layers;

/// <summary>A text at a place.</summary>
/// <param name="Ink">What it is written with.</param>
/// <param name="At">The place.</param>
/// <param name="Text">One line.</param>
public sealed record NoteLayer(Ink Ink, (double X, double Y) At, string Text) : Layer(Ink)
{
    /// <summary>Where the text stands: beginning at the place, about it, or ending there.</summary>
    public NoteAnchor Anchor { get; init; } = NoteAnchor.Middle;

    internal override IEnumerable<double> Across => [At.X];

    internal override IEnumerable<double> Along => [At.Y];
}

/// <summary>Where a text stands relative to its place; in height it is centred.</summary>
public enum NoteAnchor
{
    /// <summary>Begins there.</summary>
    Start,

    /// <summary>Is centred.</summary>
    Middle,

    /// <summary>Ends there.</summary>
    End,
}
