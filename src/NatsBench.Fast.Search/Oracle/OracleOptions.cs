using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>How a benchmark answers a search. The default is the paper's.</summary>
public sealed record OracleOptions
{
    /// <summary>What a shorter training is.</summary>
    public FidelityAxis Axis { get; init; } = FidelityAxis.Paper;

    /// <summary>Which stored seed answers.</summary>
    public SeedPolicy Seeds { get; init; } = SeedPolicy.Sampled;

    /// <summary>What becomes of isomorphic cells.</summary>
    public Isomorphs Isomorphs { get; init; } = Isomorphs.Separate;

    /// <summary>What is asked for beside accuracy.</summary>
    public IReadOnlyList<Quantity> Quantities { get; init; } = [];

    /// <summary>
    /// True: architectures whose records are absent are avoided, and stand for the nearest that is there. False: a file without them all is
    /// refused.
    /// </summary>
    public bool AvoidsAbsent { get; init; }
}
