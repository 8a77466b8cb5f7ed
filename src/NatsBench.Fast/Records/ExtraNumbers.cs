namespace NatsBench.Fast.Records;

/// <summary>An extra column before it is written.</summary>
/// <param name="Description">What it is.</param>
/// <param name="Values">One number for each architecture of the space, by index; NaN where there is none. All others are finite.</param>
public sealed record ExtraNumbers(ExtraDescription Description, ReadOnlyMemory<double> Values);
