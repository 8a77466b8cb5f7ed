namespace NatsBench.Fast.OneShot.Training;

/// <summary>Losses and accuracies of a step, or means over steps weighted by their images.</summary>
/// <param name="BaseLoss">Loss of the weights' batch: cross-entropy.</param>
/// <param name="BaseTop1">Its accuracy in percent.</param>
/// <param name="BaseTop5">How often its class is among the best five, in percent.</param>
/// <param name="ArchLoss">Loss of the architecture's batch: cross-entropy, or what masking with sampling maximises, negative.</param>
/// <param name="ArchTop1">Its accuracy in percent.</param>
/// <param name="ArchTop5">How often its class is among the best five, in percent.</param>
public readonly record struct StepMeasures(double BaseLoss, double BaseTop1, double BaseTop5, double ArchLoss, double ArchTop1, double ArchTop5)
{
    /// <summary>True when both losses are finite numbers: training has not diverged.</summary>
    public bool IsFinite => double.IsFinite(BaseLoss) && double.IsFinite(ArchLoss);
}
