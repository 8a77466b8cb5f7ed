using BenchmarkDotNet.Attributes;
using NatsBench.Fast.Benchmarks.Bare;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Full;

/// <summary>Simulated training through a bound view, each of a random architecture with a random run, beside its limit.</summary>
[MemoryDiagnoser]
public class ViewBenchmarks
{
    private const int Queries = 4096;

    private NatsBenchmark _bench = null!;
    private SimulationView _view = null!;
    private FinalView _finals = null!;
    private CurveView _curves = null!;
    private BareSimulation _bare = null!;
    private BareFinals _bareFinals = null!;
    private readonly int[] _architectures = new int[Queries];
    private readonly double[] _accuracies = new double[Queries], _costs = new double[Queries];

    [Params(SearchSpace.Topology, SearchSpace.Size)]
    public SearchSpace Space { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _bench = NatsBenchmark.Open(BenchmarkFiles.Table(Space));
        TableView table = _bench.Table(Dataset.Cifar100, Space.FullTraining());
        _view = _bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12);
        _finals = table.Finals;
        _curves = _bench.Table(Dataset.Cifar10Valid, Space.FullTraining()).Curves(EvaluationSet.XValid, CurveQuantity.Accuracy);
        _bare = new BareSimulation(_bench, Dataset.Cifar10, TrainingSetting.Epochs12);
        _bareFinals = new BareFinals(_bench, Dataset.Cifar100, Space.FullTraining());
        SplitMix64 random = new(1);
        foreach (ref int architecture in _architectures.AsSpan())
            architecture = random.NextIndex(_view.Count);
        Answers.Require(Simulate() == SimulateLimit(), "simulated training");
        Answers.Require(Bulk() == BulkLimit(), "simulated training in bulk");
        Answers.Require(Finals() == FinalsLimit(), "final metrics");
        Curves();
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark(OperationsPerInvoke = Queries)]
    public double Simulate() => Loops.Simulate(_view, new SplitMix64(5), Queries);

    [Benchmark(OperationsPerInvoke = Queries)]
    public double SimulateLimit() => _bare.Run(new SplitMix64(5), Queries);

    [Benchmark(OperationsPerInvoke = Queries)]
    public double Bulk()
    {
        SplitMix64 random = new(6);
        _view.Train(_architectures, ref random, _accuracies, _costs);
        return _accuracies[0] + _costs[^1];
    }

    [Benchmark(OperationsPerInvoke = Queries)]
    public double BulkLimit()
    {
        SplitMix64 random = new(6);
        _bare.Run(_architectures, ref random, _accuracies, _costs);
        return _accuracies[0] + _costs[^1];
    }

    [Benchmark(OperationsPerInvoke = Queries)]
    public double Finals() => Loops.Finals(_finals, new SplitMix64(8), Queries);

    [Benchmark(OperationsPerInvoke = Queries)]
    public double FinalsLimit() => _bareFinals.Rows(new SplitMix64(8), Queries);

    [Benchmark(OperationsPerInvoke = Queries)]
    public double Curves() => Loops.CurveLengths(_curves, _architectures);
}
