using BenchmarkDotNet.Attributes;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Benchmarks.Full;

/// <summary>From a closed file in the page cache to an answer.</summary>
[MemoryDiagnoser]
public class OpenBenchmarks
{
    private string _path = null!;

    [GlobalSetup]
    public void Setup()
    {
        _path = BenchmarkFiles.Table(SearchSpace.Topology);
        Answers.Require(OpenAndAnswer() is > 0 and < 100, "a first answer");
    }

    [Benchmark]
    public int Open()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(_path);
        return bench.RecordCount;
    }

    [Benchmark]
    public double? OpenAndAnswer()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(_path);
        return bench.Runs(1234, Dataset.Cifar100, TrainingSetting.Epochs200).Mean().Metrics(EvaluationSet.XTest).Accuracy;
    }

    [Benchmark]
    public double? OpenAndReadCurve()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(_path);
        return bench.Runs(1234, Dataset.Cifar100, TrainingSetting.Epochs200).ForSeed(777).Metrics(EvaluationSet.OriTest, epoch: 10).Accuracy;
    }
}
