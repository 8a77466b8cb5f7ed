namespace NatsBench.Fast.Search.Oracle;

/// <summary>How many architectures limits leave, of those that lack no number; isomorphic cells count each.</summary>
/// <param name="Limits">The limits, one or more.</param>
/// <param name="Within">That keep all limits, and may be proposed.</param>
/// <param name="Outside">That do not, and never are.</param>
public sealed record LimitCounts(IReadOnlyList<Limit> Limits, int Within, int Outside);
