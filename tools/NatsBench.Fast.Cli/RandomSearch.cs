using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Cli;

/// <summary>The simplest search, as a demonstration: trains architectures at random and keeps the best.</summary>
internal sealed record RandomSearch(IReadOnlyList<RandomSearch.Improvement> Improvements, double SimulatedSeconds)
{
    /// <summary>A training that beat all before it.</summary>
    /// <param name="Training">Its number, from 1.</param>
    /// <param name="Index">The architecture.</param>
    /// <param name="Clock">Simulated seconds after it.</param>
    /// <param name="Accuracy">Validation accuracy in percent.</param>
    public readonly record struct Improvement(int Training, int Index, double Clock, double Accuracy);

    public static RandomSearch Run(NatsBenchmark bench, Dataset dataset, TrainingSetting setting, int trainings, Random random)
    {
        SimulatedClock clock = new();
        List<Improvement> improvements = [];
        for (int training = 1; training <= trainings; training++)
        {
            int index = bench.RandomIndex(random);
            SimulatedTraining outcome = bench.SimulateTrainEval(index, dataset, setting, random, clock);
            if (improvements.Count == 0 || outcome.Accuracy > improvements[^1].Accuracy)
                improvements.Add(new Improvement(training, index, outcome.Clock, outcome.Accuracy));
        }
        return new RandomSearch(improvements, clock.Seconds);
    }
}
