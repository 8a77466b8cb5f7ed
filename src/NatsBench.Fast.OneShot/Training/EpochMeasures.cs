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
