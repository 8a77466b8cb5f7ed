namespace NatsBench.Fast.Queries;

/// <summary>
/// What the original NAS-Bench-101 answers about one training (<c>NASBench.query</c>), in its own units: accuracies are fractions, 0 to 1.
/// What a record lacks is NaN.
/// </summary>
/// <param name="Architecture">Index of the module.</param>
/// <param name="Repeat">Which of the repeats answered, 0 to 2.</param>
/// <param name="TrainableParameters">Number of trainable parameters.</param>
/// <param name="TrainingTime">Seconds of training up to there.</param>
/// <param name="TrainAccuracy">On the training images.</param>
/// <param name="ValidationAccuracy">On the validation images.</param>
/// <param name="TestAccuracy">On the test images.</param>
public readonly record struct ModuleMetrics(
    int Architecture, int Repeat, long TrainableParameters, double TrainingTime, double TrainAccuracy, double ValidationAccuracy, double TestAccuracy);
