namespace NatsBench.Fast.Conversion.Weights;

/// <summary>How to take weights out of an archive; what is written is the same for any.</summary>
public sealed record ExtractionOptions
{
    /// <summary>Threads that decompress and decode; one more writes.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Told the share of architectures that are done, 0 to 1.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Told how much of what an earlier run left is compared with its checksums, 0 to 1.</summary>
    public IProgress<double>? Comparing { get; init; }

    /// <summary>Ends it early; a store can then be continued.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>How often what a store holds is made durable.</summary>
    internal TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(10);
}
