namespace NatsBench.Fast.Conversion.Provenance;

/// <summary>Something that was found absent or odd in an archive.</summary>
/// <param name="What">What it is.</param>
/// <param name="Count">How often it was found.</param>
/// <param name="Examples">The first few places.</param>
public sealed record Finding(string What, long Count, IReadOnlyList<string> Examples)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{What}: {Count}{(Examples.Count == 0 ? "" : $" ({string.Join("; ", Examples)}{(Count > Examples.Count ? "; …" : "")})")}";
}
