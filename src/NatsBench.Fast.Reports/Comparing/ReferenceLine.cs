namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What random search is expected to come to at each place of the axis, from the table alone.</summary>
/// <param name="Mean">The expectation.</param>
/// <param name="LowerQuartile">The quantile of a quarter.</param>
/// <param name="UpperQuartile">That of three quarters.</param>
/// <param name="IsExact">True over evaluations; over seconds an approximation (<see cref="Search.Statistics.RandomSearchLine"/>).</param>
public sealed record ReferenceLine(IReadOnlyList<double> Mean, IReadOnlyList<double> LowerQuartile, IReadOnlyList<double> UpperQuartile, bool IsExact);
