using BenchmarkDotNet.Attributes;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Benchmarks.Quick;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Benchmarks.Full;

/// <summary>Every scan of the quick figures, by its name.</summary>
[MemoryDiagnoser]
public class ScanBenchmarks
{
    private NatsBenchmark _bench = null!;
    private Figure _figure = null!;

    [ParamsSource(nameof(Names))]
    public string Scan { get; set; } = "";

    public static IEnumerable<string> Names()
    {
        using NatsBenchmark bench = NatsBenchmark.Open(BenchmarkFiles.Table(SearchSpace.Topology));
        return [.. new ScanFigures(bench).All().Select(figure => figure.Name)]; // each is one scan a run
    }

    [GlobalSetup]
    public void Setup()
    {
        _bench = NatsBenchmark.Open(BenchmarkFiles.Table(SearchSpace.Topology));
        _figure = new ScanFigures(_bench).All().First(figure => figure.Name == Scan);
        foreach (Func<double> limit in _figure.Limits)
            Answers.Require(_figure.Run() == limit(), Scan);
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark]
    public double Run() => _figure.Run();
}
