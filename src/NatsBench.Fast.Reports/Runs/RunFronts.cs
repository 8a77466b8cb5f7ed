using NatsBench.Fast.Search.Fronts;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>What the fronts of an entry's trials come to, where a study had objectives beside accuracy.</summary>
/// <param name="Objectives">The objectives, by name.</param>
/// <param name="Trials">The front of each trial, in the order of the entry's trials.</param>
/// <param name="Exact">What no front surpasses.</param>
public sealed record RunFronts(IReadOnlyList<string> Objectives, IReadOnlyList<FrontOutcome> Trials, ExactFront Exact);
