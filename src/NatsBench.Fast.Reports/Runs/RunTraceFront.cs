namespace NatsBench.Fast.Reports.Runs;

/// <summary>Log points of one trial beside its front, as columns as long as the trace. Immutable by convention, thread-safe.</summary>
/// <param name="IsOn">Whether the log point is on the front of the trial at its budget.</param>
/// <param name="Share">The hypervolume of the rewards so far over that of the exact front, 0 to 1; NaN where the exact front has none.</param>
public sealed record RunTraceFront(IReadOnlyList<bool> IsOn, IReadOnlyList<double> Share);
