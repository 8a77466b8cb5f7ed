namespace NatsBench.Fast.Queries;

/// <summary>What a run shows on one set of images at one epoch (the official <c>get_metrics</c>).</summary>
/// <param name="Epoch">The epoch, 0-based; a mean of epochs where runs of different lengths are averaged.</param>
/// <param name="Loss">Cross-entropy loss; null where the record holds <c>None</c>.</param>
/// <param name="Accuracy">Top-1 accuracy in percent, 0 to 100; null where the record holds <c>None</c>.</param>
/// <param name="CurrentTime">Seconds of this epoch (<c>cur_time</c>); null where times were not kept.</param>
/// <param name="TotalTime">Seconds of all epochs up to this one (<c>all_time</c>); null where times were not kept.</param>
public readonly record struct Metrics(double Epoch, double? Loss, double? Accuracy, double? CurrentTime, double? TotalTime);
