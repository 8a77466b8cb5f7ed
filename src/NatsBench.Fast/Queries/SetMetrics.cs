namespace NatsBench.Fast.Queries;

/// <summary>One set's part of <see cref="MoreInfo"/>.</summary>
/// <param name="Loss">Cross-entropy loss.</param>
/// <param name="Accuracy">Top-1 accuracy in percent, 0 to 100.</param>
/// <param name="TimePerEpoch">Seconds an epoch, averaged up to the epoch asked for (<c>per-time</c>); null where times were not kept.</param>
/// <param name="TotalTime">Seconds of all epochs up to the one asked for (<c>all-time</c>); null where times were not kept.</param>
public readonly record struct SetMetrics(double? Loss, double? Accuracy, double? TimePerEpoch, double? TotalTime);
