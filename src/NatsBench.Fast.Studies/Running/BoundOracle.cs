using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Studies.Running;

/// <summary>An oracle of one dataset, and what belongs to it.</summary>
/// <param name="Oracle">The oracle.</param>
/// <param name="Reports">The tables reported from, in the study's order.</param>
/// <param name="BestRewards">The best reward that each architecture can give; asked where the study has objectives.</param>
internal sealed record BoundOracle(IOracle Oracle, IReadOnlyList<ReportTable> Reports, Func<double[]> BestRewards)
{
    /// <summary>The architectures that are avoided because they lack a number.</summary>
    public IReadOnlyList<int> Avoided { get; init; } = [];

    /// <summary>How many architectures the limits leave; null where there are none.</summary>
    public LimitCounts? LimitCounts { get; init; }
}
