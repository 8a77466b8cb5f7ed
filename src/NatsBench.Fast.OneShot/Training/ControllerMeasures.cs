namespace NatsBench.Fast.OneShot.Training;

/// <summary>Means over the samples of a controller phase.</summary>
/// <param name="Loss">The controller's loss.</param>
/// <param name="Top1">Accuracy of the samples in percent.</param>
/// <param name="Baseline">The baseline, a fraction.</param>
/// <param name="Reward">The reward, a fraction.</param>
public readonly record struct ControllerMeasures(double Loss, double Top1, double Baseline, double Reward);
