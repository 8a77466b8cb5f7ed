using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>How a report on runs is made.</summary>
public sealed record RunReportOptions
{
    /// <summary>The table that was searched; without it there are no curves, no exact lines and no scores that datasets share.</summary>
    public BenchmarkTable? Table { get; init; }

    /// <summary>Resamples of each bootstrap.</summary>
    public int Resamples { get; init; } = 10_000;

    /// <summary>The seed of all bootstraps.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What the searches ran on, in words; null where nobody says.</summary>
    public string? Hardware { get; init; }

    /// <summary>The title; null for one that says what is compared.</summary>
    public string? Title { get; init; }
}
