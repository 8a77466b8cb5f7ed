using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>What files of runs do not say themselves. What a file says goes before.</summary>
public sealed record RunImport
{
    /// <summary>The table that architectures are looked up in; null: accuracies are those that the file has, if any.</summary>
    public BenchmarkTable? Table { get; init; }

    /// <summary>The algorithm; null: the file's name.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The dataset searched on; null where the file says it.</summary>
    public Dataset? Dataset { get; init; }

    /// <summary>The datasets reported on; none: the one searched on. More than that needs a table.</summary>
    public IReadOnlyList<Dataset> Report { get; init; } = [];

    /// <summary>
    /// The budget, at which trials are looked at as the paper does (<see cref="ReportedAccuracy"/>); null: what the file's place says, else
    /// each trial's end.
    /// </summary>
    public Budget? Budget { get; init; }

    /// <summary>Whether the caller says that trials of one number share their random numbers. Files do not say.</summary>
    public bool IsPaired { get; init; }

    /// <summary>Whether the log points of studies are read, which curves need and comparisons do not.</summary>
    public bool WithTraces { get; init; } = true;
}
