using NatsBench.Fast.Statistics.Curves;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>How long an algorithm takes to a target.</summary>
/// <param name="Name">The algorithm.</param>
/// <param name="Target">The normalised test score to be reached.</param>
/// <param name="Time">In the unit of the axis, by the step function.</param>
public sealed record TargetTime(string Name, double Target, TimeToTarget Time);
