namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Two algorithms on a task, effect sizes first. What has no answer says why; a p-value that is not there is NaN.</summary>
/// <param name="First">Place of one among the task's algorithms.</param>
/// <param name="Second">Place of the other.</param>
/// <param name="Difference">Mean of the first less mean of the second, in the metric's unit.</param>
/// <param name="DifferencePercentile">Its 95 % interval by the percentile bootstrap; of pairs resampled as pairs.</param>
/// <param name="DifferenceCorrected">The same by BCa.</param>
/// <param name="Improvement">A12, the probability that a trial of the first is better than one of the second, ties half: on one task the probability of improvement.</param>
/// <param name="ImprovementInterval">Its 95 % interval by the percentile bootstrap.</param>
/// <param name="IsPaired">Whether trials of one number pair.</param>
/// <param name="PairingReason">How that is known.</param>
/// <param name="Test">The test: Wilcoxon signed-rank of pairs, else Mann–Whitney.</param>
/// <param name="Statistic">Its statistic as SciPy gives it: the smaller sum of ranks, or U of the first; NaN where there is none.</param>
/// <param name="RankBiserial">Effect size of the test, -1 to 1: above 0 where the first is better.</param>
/// <param name="PValue">Two-sided p-value by itself.</param>
/// <param name="AdjustedPValue">Corrected by Holm over all pairs of the task that have one.</param>
/// <param name="IsExact">Whether it is exact, else the normal approximation.</param>
/// <param name="TestReason">Why there is no p-value; empty where there is one.</param>
/// <param name="TrialsNeeded">Trials, or pairs, that tell such a difference at level 0.05 with power 0.8; null where no number does.</param>
/// <param name="TrialsReason">Why no number does.</param>
public sealed record PairComparison(
    int First, int Second, double Difference, MaybeInterval DifferencePercentile, MaybeInterval DifferenceCorrected, double Improvement, MaybeInterval ImprovementInterval,
    bool IsPaired, string PairingReason, string Test, double Statistic, double RankBiserial, double PValue, double AdjustedPValue, bool IsExact, string TestReason,
    long? TrialsNeeded, string TrialsReason);
