namespace NatsBench.Fast.Reports.Comparing;

/// <summary>All algorithms on one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Algorithms">What each came to, in the order of the runs.</param>
/// <param name="Pairs">Each pair once, in that order.</param>
/// <param name="Ranks">Average ranks over trials that pair.</param>
/// <param name="Reference">What the table tells exactly; null where none is at hand.</param>
public sealed record TaskComparison(
    ComparedTask Task, IReadOnlyList<AlgorithmResult> Algorithms, IReadOnlyList<PairComparison> Pairs, RankComparison Ranks, TableReference? Reference);
