namespace NatsBench.Fast.Search.Trials;

/// <summary>The best architecture at a time of a trial.</summary>
/// <param name="Clock">Simulated seconds since the trial began, when an evaluation ended.</param>
/// <param name="Architecture">The best so far, that evaluation included.</param>
public readonly record struct ClockedIncumbent(double Clock, int Architecture);
