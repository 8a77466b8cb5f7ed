using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>How runs are compared.</summary>
public sealed record CompareOptions
{
    /// <summary>What trials are compared by.</summary>
    public RunMetric Metric { get; init; } = RunMetric.Test;

    /// <summary>The table, which normalised scores and references need.</summary>
    public BenchmarkTable? Table { get; init; }

    /// <summary>Resamples of each bootstrap.</summary>
    public int Resamples { get; init; } = 10_000;

    /// <summary>The seed of all bootstraps.</summary>
    public ulong Seed { get; init; } = 1;
}
