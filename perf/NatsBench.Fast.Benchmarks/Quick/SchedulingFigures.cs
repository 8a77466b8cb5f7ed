using NatsBench.Fast.Benchmarks.Bare;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>Which of a hundred workers ends next, in simulated time, beside a heap.</summary>
internal sealed class SchedulingFigures
{
    private const int Workers = 100, Trainings = 1 << 16;

    private readonly string _space;
    private readonly double[] _costs = new double[Trainings];
    private readonly NextEnds _ends = new(Workers);
    private readonly BareHeap _heap = new(Workers);

    public SchedulingFigures(NatsBenchmark bench)
    {
        _space = bench.Space.ShortName();
        SimulationView view = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12);
        SplitMix64 random = new(1);
        foreach (ref double cost in _costs.AsSpan())
            cost = view.Train(random.NextIndex(view.Count), random.NextUInt32()).Cost;
    }

    public IEnumerable<Figure> All() =>
        [new Figure($"ends.{_space}.{Workers}", TimeUnit.NanosecondsPerQuery, Trainings, Run, [() => _heap.Run(_costs)])];

    private double Run()
    {
        _ends.Clear();
        for (int worker = 0; worker < Workers; worker++)
            _ends.Add(worker, _costs[worker]);
        double sum = 0;
        for (int at = Workers; at < Trainings && _ends.TryTake(out int worker, out double clock); at++)
        {
            sum += clock;
            _ends.Add(worker, clock + _costs[at]);
        }
        return sum;
    }
}
