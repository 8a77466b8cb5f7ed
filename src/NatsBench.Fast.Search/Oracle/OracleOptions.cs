using NatsBench.Fast.Model;
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

    /// <summary>What an architecture must keep to be proposed; whoever does not stands for the nearest that does, as where a number is absent.</summary>
    public IReadOnlyList<Limit> Limits { get; init; } = [];

    /// <summary>The datasets that will be reported; none: the one searched on. Whoever lacks one of their numbers counts as absent.</summary>
    public IReadOnlyList<Dataset> Reports { get; init; } = [];

    /// <summary>What becomes of architectures that lack a number.</summary>
    public AbsentPolicy Absent { get; init; } = AbsentPolicy.AvoidFew;
}
