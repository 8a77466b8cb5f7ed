using NatsBench.Fast.Model;

namespace NatsBench.Fast.Synthesis.Measures;

/// <summary>What one network costs on one dataset: the same for all its trials, as in the official archives, whose times are pseudo times.</summary>
/// <param name="Network">Exact parameters and multiply-adds.</param>
/// <param name="TrainSeconds">Seconds of a training epoch.</param>
/// <param name="EvaluationSeconds">Seconds of a pass over each evaluation set, in the order of <see cref="TrainingSet.Evaluations"/>.</param>
/// <param name="Latency">Seconds for a batch of 256.</param>
internal sealed record TrialCost(NetworkCost Network, double TrainSeconds, double[] EvaluationSeconds, double Latency);
