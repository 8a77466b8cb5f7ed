using NatsBench.Fast.Model;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What a table says of an architecture on a dataset, after the full training. What is absent is NaN.</summary>
/// <param name="Architecture">Its index.</param>
/// <param name="Text">Its text.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="Valid">Validation accuracy, mean over seeds, percent.</param>
/// <param name="ValidDeviation">Its population standard deviation over seeds.</param>
/// <param name="Test">Test accuracy, mean over seeds, percent.</param>
/// <param name="TestDeviation">Its population standard deviation over seeds.</param>
/// <param name="Seeds">How many trainings the test accuracy is the mean of.</param>
/// <param name="Rank">1 for the best mean test accuracy of the table; equal ones share the lowest.</param>
/// <param name="OutOf">How many architectures have one.</param>
/// <param name="Percentile">How many of the others it is better than, equal ones half, in percent.</param>
/// <param name="Regret">How far its test accuracy is below the best there is, percent points.</param>
/// <param name="Flops">Multiply-adds of a forward pass, in millions.</param>
/// <param name="Params">Trainable parameters, in millions.</param>
/// <param name="Latency">Seconds for a batch of 256.</param>
public sealed record ArchitectureScore(
    int Architecture, string Text, Dataset Dataset, double Valid, double ValidDeviation, double Test, double TestDeviation, int Seeds, int Rank, int OutOf, double Percentile,
    double Regret, double Flops, double Params, double Latency);
