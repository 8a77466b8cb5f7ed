namespace NatsBench.Fast.Reports.Comparing;

/// <summary>The algorithms that ran on every task, over all of them.</summary>
/// <param name="Metric">The normalised score that is meant.</param>
/// <param name="Tasks">The tasks.</param>
/// <param name="Algorithms">What each came to.</param>
/// <param name="Improvements">For each pair the probability of improvement, mean over tasks, with its 95 % interval.</param>
/// <param name="Thresholds">Where the profiles are known: normalised scores.</param>
/// <param name="Ranks">Average ranks over tasks, by mean score; its critical difference is refused where tasks are too few.</param>
public sealed record OverallComparison(
    RunMetric Metric, IReadOnlyList<ComparedTask> Tasks, IReadOnlyList<OverallResult> Algorithms, IReadOnlyList<OverallImprovement> Improvements,
    IReadOnlyList<double> Thresholds, RankComparison Ranks);

/// <summary>How likely one algorithm is better than another, over all tasks.</summary>
/// <param name="First">Place of one.</param>
/// <param name="Second">Place of the other.</param>
/// <param name="Probability">Mean of A12 over tasks (rliable's probability of improvement).</param>
/// <param name="Interval">Its 95 % interval.</param>
public sealed record OverallImprovement(int First, int Second, double Probability, MaybeInterval Interval);
