using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Benchmarks.Bare;

/// <summary>
/// The limit of simulated training: the same answers by bare pointers, nothing checked. Runs of architecture a lie from start[a] to
/// start[a + 1]; accuracy and cost of a run side by side, both in one cache line, one load and one addition.
/// </summary>
internal sealed unsafe class BareSimulation
{
    private const int DrawsAtOnce = 64;

    private readonly int* _start;
    private readonly double* _trainings;
    private readonly uint _count;

    /// <summary>Fills the arrays by asking the rules for every run.</summary>
    public BareSimulation(NatsBenchmark bench, Dataset dataset, TrainingSetting setting)
    {
        Dataset trained = dataset == Dataset.Cifar10 ? Dataset.Cifar10Valid : dataset;
        _count = (uint)bench.Count;
        int[] start = new int[bench.Count + 1];
        List<double> trainings = [];
        for (int architecture = 0; architecture < bench.Count; architecture++)
        {
            foreach (long seed in bench.Runs(architecture, trained, setting).Seeds)
            {
                SimulatedTraining training = bench.SimulateTrainEval(architecture, dataset, setting, seed);
                trainings.AddRange(training.Accuracy, training.Cost);
            }
            start[architecture + 1] = trainings.Count / 2;
        }
        _start = BareMemory.Of<int>(start);
        _trainings = BareMemory.Of<double>([.. trainings]);
    }

    /// <summary>Trains random architectures with random runs; one random number a query for both.</summary>
    public double Run(SplitMix64 random, int queries)
    {
        Vector128<double> sums = Vector128<double>.Zero;
        int* start = _start;
        double* trainings = _trainings;
        uint count = _count;
        for (int i = 0; i < queries; i++)
        {
            ulong bits = random.NextUInt64();
            int* first = start + (((bits >> 32) * count) >> 32);
            nuint run = (uint)*first + (nuint)(((bits & uint.MaxValue) * (uint)(first[1] - *first)) >> 32);
            sums += Vector128.LoadAligned(trainings + 2 * run);
        }
        return sums[0] + sums[1];
    }

    /// <summary>Trains given architectures with random runs; draws are made many at a time where vectors are faster at that, as everywhere in the product.</summary>
    public void Run(ReadOnlySpan<int> architectures, ref SplitMix64 random, Span<double> accuracies, Span<double> costs)
    {
        SplitMix64 own = random;
        uint* draws = stackalloc uint[DrawsAtOnce];
        fixed (int* architecture = architectures)
        fixed (double* accuracy = accuracies, cost = costs)
            if (SplitMix64.FillsByVectors)
                for (int i = 0; i < architectures.Length; i += DrawsAtOnce)
                {
                    int count = int.Min(DrawsAtOnce, architectures.Length - i);
                    own.Fill(new Span<uint>(draws, count));
                    Train(architecture + i, draws, accuracy + i, cost + i, count);
                }
            else
                own = Train(architecture, own, accuracy, cost, architectures.Length);
        random = own;
    }

    // Loops of their own, so that all they need stays in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Train(int* architecture, uint* draws, double* accuracy, double* cost, int count)
    {
        int* start = _start;
        double* trainings = _trainings;
        for (int i = 0; i < count; i++)
        {
            double* training = Chosen(start, trainings, architecture[i], draws[i]);
            (accuracy[i], cost[i]) = (training[0], training[1]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SplitMix64 Train(int* architecture, SplitMix64 random, double* accuracy, double* cost, int count)
    {
        int* start = _start;
        double* trainings = _trainings;
        for (int i = 0; i < count; i++)
        {
            double* training = Chosen(start, trainings, architecture[i], random.NextUInt32());
            (accuracy[i], cost[i]) = (training[0], training[1]);
        }
        return random;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double* Chosen(int* start, double* trainings, int architecture, uint draw)
    {
        int* first = start + architecture;
        return trainings + 2 * ((uint)*first + (nuint)(((ulong)draw * (uint)(first[1] - *first)) >> 32));
    }
}
