namespace NatsBench.Fast.Queries;

/// <summary>Seconds that a set took, mean over seeds.</summary>
/// <param name="Set"><c>train</c> or the evaluation set.</param>
/// <param name="PerEpoch">Mean seconds an epoch (<c>T-…@epoch</c>); null where an epoch's time is missing.</param>
/// <param name="Total">Seconds of all epochs (<c>T-…@total</c>); null where an epoch's time is missing.</param>
public readonly record struct TimeCost(string Set, double? PerEpoch, double? Total);
