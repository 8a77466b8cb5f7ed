using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Synthesis.Measures;

/// <summary>What one network costs on one dataset: the same for all its trials, as in the official archives, whose times are pseudo times.</summary>
/// <param name="Network">Exact parameters and multiply-adds.</param>
/// <param name="TrainSeconds">Seconds of a training epoch.</param>
/// <param name="EvaluationSeconds">Seconds of a pass over each evaluation set, in the order of <see cref="TrainingSet.Evaluations"/>.</param>
/// <param name="Latency">Seconds for a batch of 256.</param>
internal sealed record TrialCost(NetworkCost Network, double TrainSeconds, double[] EvaluationSeconds, double Latency)
{
    private readonly Dictionary<(double Seconds, int Epochs), Curve> _curves = [];

    /// <summary>A curve of equal times, one for all seeds. Not thread-safe: an architecture is made by one thread.</summary>
    public Curve EveryEpoch(double seconds, int epochs)
    {
        if (!_curves.TryGetValue((seconds, epochs), out Curve? curve))
        {
            double[] values = new double[epochs];
            Array.Fill(values, seconds);
            _curves.Add((seconds, epochs), curve = new Curve(0, values));
        }
        return curve;
    }
}
