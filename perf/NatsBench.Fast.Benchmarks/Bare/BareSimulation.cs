using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>
/// The limit of simulated training: the same answers from plain arrays by bare pointers, nothing checked. Runs of architecture a lie from
/// start[a] to start[a + 1].
/// </summary>
internal sealed class BareSimulation
{
    private readonly int[] _start;
    private readonly double[] _accuracy;
    private readonly double[] _cost;

    /// <summary>Fills the arrays by asking the rules for every run.</summary>
    public BareSimulation(NatsBenchmark bench, Dataset dataset, TrainingSetting setting)
    {
        Dataset trained = dataset == Dataset.Cifar10 ? Dataset.Cifar10Valid : dataset;
        _start = new int[bench.Count + 1];
        List<double> accuracies = [], costs = [];
        for (int architecture = 0; architecture < bench.Count; architecture++)
        {
            foreach (long seed in bench.Runs(architecture, trained, setting).Seeds)
            {
                SimulatedTraining training = bench.SimulateTrainEval(architecture, dataset, setting, seed);
                accuracies.Add(training.Accuracy);
                costs.Add(training.Cost);
            }
            _start[architecture + 1] = accuracies.Count;
        }
        (_accuracy, _cost) = ([.. accuracies], [.. costs]);
    }

    /// <summary>Trains random architectures with random runs; one random number a query for both.</summary>
    public unsafe double Run(SplitMix64 random, int queries)
    {
        double accuracies = 0, costs = 0;
        uint count = (uint)_start.Length - 1;
        fixed (int* start = _start)
        fixed (double* accuracy = _accuracy, cost = _cost)
            for (int i = 0; i < queries; i++)
            {
                ulong bits = random.NextUInt64();
                int* first = start + (int)(((bits >> 32) * count) >> 32);
                int run = *first + (int)(((bits & uint.MaxValue) * (uint)(first[1] - *first)) >> 32);
                accuracies += accuracy[run];
                costs += cost[run];
            }
        return accuracies + costs;
    }

    /// <summary>Trains given architectures with random runs.</summary>
    public unsafe void Run(ReadOnlySpan<int> architectures, ref SplitMix64 random, Span<double> accuracies, Span<double> costs)
    {
        SplitMix64 own = random;
        fixed (int* start = _start, architecture = architectures)
        fixed (double* accuracy = _accuracy, cost = _cost, accuracyOut = accuracies, costOut = costs)
            for (int i = 0; i < architectures.Length; i++)
            {
                int* first = start + architecture[i];
                int run = *first + (int)(((ulong)own.NextUInt32() * (uint)(first[1] - *first)) >> 32);
                accuracyOut[i] = accuracy[run];
                costOut[i] = cost[run];
            }
        random = own;
    }
}
