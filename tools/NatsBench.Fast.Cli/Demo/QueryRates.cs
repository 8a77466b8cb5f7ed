using System.Diagnostics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Cli.Demo;

/// <summary>Simulated trainings a second, warm: a random architecture, a random seed, its validation accuracy and what it costs.</summary>
/// <param name="OneAtATime">A second, on one core.</param>
/// <param name="InBulk">A second, on one core, many in a call.</param>
/// <param name="OnAllCores">A second, one at a time on each.</param>
/// <param name="Cores">How many cores.</param>
/// <param name="BytesAllocated">What a round of them allocated.</param>
internal sealed record QueryRates(double OneAtATime, double InBulk, double OnAllCores, int Cores, long BytesAllocated)
{
    private const int Round = 1 << 14;
    private const int RoundsOfAll = 1 << 11;
    private const int TimesOfAll = 5;

    public static QueryRates Measure(NatsBenchmark bench)
    {
        SimulationView view = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12);
        Lane lane = new(view, seed: 1);
        double one = Warm.Seconds(lane.OneAtATime), bulk = Warm.Seconds(lane.InBulk);
        long before = GC.GetAllocatedBytesForCurrentThread();
        lane.OneAtATime();
        lane.InBulk();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Lane[] lanes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(number => new Lane(view, (ulong)number))];
        // The fastest of a few, as of the others: a moment's other work on one core is not the engine's.
        double all = Enumerable.Range(0, TimesOfAll).Min(_ => SecondsOfAll(lanes));
        return new QueryRates(Round / one, Round / bulk, (double)Round * RoundsOfAll * lanes.Length / all, lanes.Length, allocated);
    }

    private static double SecondsOfAll(Lane[] lanes)
    {
        long began = Stopwatch.GetTimestamp();
        Thread[] threads = [.. lanes.Select(own => new Thread(() => own.Many(RoundsOfAll)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    // One thread's architectures, its generator, and room for answers.
    private sealed class Lane
    {
        private readonly SimulationView _view;
        private readonly int[] _architectures = new int[Round];
        private readonly double[] _accuracies = new double[Round];
        private readonly double[] _costs = new double[Round];
        private SplitMix64 _random;
        private double _sum;

        public Lane(SimulationView view, ulong seed)
        {
            (_view, _random) = (view, new SplitMix64(seed));
            for (int i = 0; i < Round; i++)
                _architectures[i] = _random.NextIndex(view.Count);
        }

        public void OneAtATime()
        {
            SplitMix64 random = _random;
            double sum = 0;
            foreach (int architecture in _architectures)
            {
                TrainingOutcome outcome = _view.Train(architecture, random.NextUInt32());
                sum += outcome.Accuracy + outcome.Cost;
            }
            // Kept, so that no compiler leaves the questions out.
            (_random, _sum) = (random, _sum + sum);
        }

        public void InBulk() => _view.Train(_architectures, ref _random, _accuracies, _costs);

        public void Many(int rounds)
        {
            for (int round = 0; round < rounds; round++)
                OneAtATime();
        }
    }
}
