using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Studies.Running;

/// <summary>An experiment of a study, and what is reported of it.</summary>
/// <param name="Number">Its place in the study.</param>
/// <param name="Experiment">The experiment.</param>
/// <param name="Reports">The tables reported from, in the study's order.</param>
public sealed record BoundExperiment(int Number, Experiment Experiment, IReadOnlyList<ReportTable> Reports)
{
    /// <summary>What measures fronts on each dataset reported; none where the study has no objectives.</summary>
    public IReadOnlyList<FrontTable> Fronts { get; init; } = [];

    /// <summary>How many architectures the study's limits leave; null where it has none.</summary>
    public LimitCounts? LimitCounts { get; init; }
}
