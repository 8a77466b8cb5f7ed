namespace NatsBench.Fast.Conversion.Weights;

/// <summary>How the index of a tar file is made where there is none.</summary>
public sealed record WeightArchiveOptions
{
    /// <summary>Told the share of the tar file's headers that is read, 0 to 1.</summary>
    public IProgress<double>? Indexing { get; init; }

    /// <summary>Ends the reading of headers early; then no index is kept.</summary>
    public CancellationToken Cancellation { get; init; }
}
