using NatsBench.Fast.Model;

namespace NatsBench.Fast.OneShot.Scoring;

/// <summary>What a table says of an architecture after the full training, mean over all seeds, percent.</summary>
/// <param name="Dataset">The dataset, as reported: <c>cifar10</c> has its validation accuracy of <c>cifar10-valid</c>.</param>
/// <param name="Valid">Validation accuracy; NaN where the table has none.</param>
/// <param name="Test">Test accuracy; NaN where the table has none.</param>
/// <param name="IsSynthetic">Whether a model made the table: never cite its numbers.</param>
public readonly record struct TableAccuracy(Dataset Dataset, double Valid, double Test, bool IsSynthetic);
