namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What an algorithm's trials come to on the way, at each place of the axis; NaN where a trial has nothing yet.</summary>
/// <param name="Name">The algorithm.</param>
/// <param name="Mean">Mean over trials.</param>
/// <param name="Low">Lower end of its 95 % interval: 1.96 standard errors below.</param>
/// <param name="High">Upper end.</param>
/// <param name="LowerQuartile">A quarter of the trials is not above it.</param>
/// <param name="UpperQuartile">A quarter of the trials is not below it.</param>
public sealed record AnytimeCurve(
    string Name, IReadOnlyList<double> Mean, IReadOnlyList<double> Low, IReadOnlyList<double> High, IReadOnlyList<double> LowerQuartile, IReadOnlyList<double> UpperQuartile);
