using BenchmarkDotNet.Attributes;
using NatsBench.Fast.Benchmarks.Data;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Benchmarks.Full;

/// <summary>Every block of a full file checked and decoded once; the numbers are eight bytes each.</summary>
[MemoryDiagnoser]
public class DecodingBenchmarks
{
    private NatsBenchmark _bench = null!;

    [Params(SearchSpace.Topology, SearchSpace.Size)]
    public SearchSpace Space { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _bench = NatsBenchmark.Open(BenchmarkFiles.Table(Space));
        Answers.Require(Decode() > 100_000_000, "every number of the file");
    }

    [GlobalCleanup]
    public void Cleanup() => _bench.Dispose();

    [Benchmark]
    public long Decode() => _bench.Check().Numbers;
}
