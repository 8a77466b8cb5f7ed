using NatsBench.Fast.Statistics.Comparisons;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Average ranks over blocks, or why there are none.</summary>
/// <param name="Blocks">What a block is.</param>
/// <param name="Friedman">Average ranks with their test; null where there is none.</param>
/// <param name="CriticalDifference">What a diagram shows; null where it is refused.</param>
/// <param name="Reason">Why something is missing; empty where all is there.</param>
public sealed record RankComparison(string Blocks, Friedman? Friedman, CriticalDifference? CriticalDifference, string Reason);
