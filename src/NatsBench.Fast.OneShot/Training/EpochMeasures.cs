namespace NatsBench.Fast.OneShot.Training;

/// <summary>What an epoch came to.</summary>
/// <param name="Epoch">Which, from 0.</param>
/// <param name="LearningRate">The weights' learning rate.</param>
/// <param name="Tau">The temperature; NaN where the algorithm has none.</param>
/// <param name="Average">Means over the epoch's steps.</param>
/// <param name="Controller">What ENAS's controller did; null for the others.</param>
/// <param name="Selection">How the architecture was chosen.</param>
/// <param name="Alpha">The architecture's parameters, a row for each edge or width; empty for ENAS, whose controller has them.</param>
/// <param name="Valid">The supernet on all validation images after the choice.</param>
public sealed record EpochMeasures(
    int Epoch, double LearningRate, double Tau, StepMeasures Average, ControllerMeasures? Controller, Selection Selection, double[][] Alpha, ValidMeasures Valid);

/// <summary>The choice of an architecture.</summary>
/// <param name="Architecture">The chosen one, by its official text.</param>
/// <param name="Candidates">Those that were scored, in order; empty where the largest parameters decide alone.</param>
/// <param name="Scores">Their accuracies in percent; the first of the best is chosen.</param>
/// <param name="LogProbabilities">SETN: the candidates' log-probabilities; empty for the others.</param>
public sealed record Selection(string Architecture, IReadOnlyList<string> Candidates, IReadOnlyList<double> Scores, IReadOnlyList<double> LogProbabilities);

/// <summary>Means over validation images.</summary>
/// <param name="Loss">Cross-entropy.</param>
/// <param name="Top1">Accuracy in percent.</param>
/// <param name="Top5">How often the class is among the best five, in percent.</param>
public readonly record struct ValidMeasures(double Loss, double Top1, double Top5);

/// <summary>Means over the samples of a controller phase.</summary>
/// <param name="Loss">The controller's loss.</param>
/// <param name="Top1">Accuracy of the samples in percent.</param>
/// <param name="Baseline">The baseline, a fraction.</param>
/// <param name="Reward">The reward, a fraction.</param>
public readonly record struct ControllerMeasures(double Loss, double Top1, double Baseline, double Reward);
