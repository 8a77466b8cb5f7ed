namespace NatsBench.Fast.Reports.Comparing;

/// <summary>The best architecture of a table by one definition.</summary>
/// <param name="Definition">By what it is the best.</param>
/// <param name="Architecture">Its index; the lowest of equals.</param>
/// <param name="Text">Its text.</param>
/// <param name="Seed">The seed of the single training that is the best; null where means count.</param>
/// <param name="Value">The number that is the greatest, percent.</param>
/// <param name="Valid">Its mean validation accuracy, percent.</param>
/// <param name="Test">Its mean test accuracy, percent.</param>
public sealed record ExactBest(string Definition, int Architecture, string Text, long? Seed, double Value, double Valid, double Test);
