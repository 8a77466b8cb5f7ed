using BenchmarkDotNet.Attributes;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Benchmarks.Full;

/// <summary>Questions to an open file whose columns are warm, each of a random architecture.</summary>
[MemoryDiagnoser]
public class QueryBenchmarks
{
    private NatsBenchmark _bench = null!;
    private string[] _texts = null!;
    private int[] _order = null!;
    private Random _random = null!;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        _bench = NatsBenchmark.Open(BenchmarkFiles.Table(SearchSpace.Topology));
        _texts = [.. Enumerable.Range(0, _bench.Count).Select(_bench.Architecture)];
        _order = [.. Enumerable.Range(0, _bench.Count)];
        _random = new Random(1);
        _random.Shuffle(_order);
        Answers.Require(_bench.IndexOf(_texts[1234]) == 1234, "the index of a text");
        Answers.Require(FinalMetric() == _bench.Runs(_order[_next], Dataset.Cifar100, TrainingSetting.Epochs200).Mean().MoreInfo().Test!.Value.Accuracy, "a final metric");
        SimulatedTraining training = Simulate();
        Answers.Require(training.Cost > 0 && training.Accuracy is > 0 and < 100, "a simulated training");
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark]
    public int IndexOfText() => _bench.IndexOf(_texts[Next()]);

    [Benchmark]
    public double? FinalMetric() => _bench.Runs(Next(), Dataset.Cifar100, TrainingSetting.Epochs200).Mean().Metrics(EvaluationSet.XTest).Accuracy;

    [Benchmark]
    public double CostInfo() => _bench.Runs(Next(), Dataset.Cifar100, TrainingSetting.Epochs200).Cost().Flops;

    [Benchmark]
    public SimulatedTraining Simulate() => _bench.SimulateTrainEval(Next(), Dataset.Cifar10, TrainingSetting.Epochs12, _random);

    [Benchmark]
    public BestArchitecture? FindBest() => _bench.FindBest(Dataset.Cifar100, EvaluationSet.XTest, TrainingSetting.Epochs200, maxFlops: 100);

    private int Next() => _order[_next = (_next + 1) % _order.Length];
}
