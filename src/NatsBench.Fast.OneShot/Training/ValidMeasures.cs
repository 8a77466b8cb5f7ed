namespace NatsBench.Fast.OneShot.Training;

/// <summary>Means over validation images.</summary>
/// <param name="Loss">Cross-entropy.</param>
/// <param name="Top1">Accuracy in percent.</param>
/// <param name="Top5">How often the class is among the best five, in percent.</param>
public readonly record struct ValidMeasures(double Loss, double Top1, double Top5);
