using BenchmarkDotNet.Attributes;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Full;

/// <summary>Simulated training on one thread to as many as there are processors, all through one view.</summary>
[MemoryDiagnoser]
public class ThreadBenchmarks
{
    private const int Queries = 1 << 20;

    private NatsBenchmark _bench = null!;
    private SimulationView _view = null!;

    [ParamsSource(nameof(Counts))]
    public int Threads { get; set; }

    public static IEnumerable<int> Counts() => Enumerable.Range(1, Environment.ProcessorCount);

    [GlobalSetup]
    public void Setup()
    {
        _bench = NatsBenchmark.Open(BenchmarkFiles.Table(SearchSpace.Topology));
        _view = _bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12);
        Answers.Require(Simulate() == Enumerable.Range(0, Threads).Sum(thread => Part(thread)), "simulated training on threads");
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark(OperationsPerInvoke = Queries)]
    public double Simulate()
    {
        double[] sums = new double[Threads];
        Parallel.For(0, Threads, thread => sums[thread] = Part(thread));
        return sums.Sum();
    }

    private double Part(int thread) => Loops.Simulate(_view, new SplitMix64((ulong)thread), Queries / Threads);
}
