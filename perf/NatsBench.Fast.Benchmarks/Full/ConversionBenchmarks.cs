using BenchmarkDotNet.Attributes;
using NatsBench.Fast.Conversion;
using NatsBench.Fast.Synthesis;

namespace NatsBench.Fast.Benchmarks.Full;

/// <summary>Conversion of a small archive in the official layout: time a record on one thread.</summary>
[MemoryDiagnoser]
public class ConversionBenchmarks
{
    private const int Records = 32;

    private string _folder = null!;

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("natsbench-perf-").FullName;
        SyntheticArchive.Write(SyntheticSpace.Topology, Path.Combine(_folder, "archive"), count: Records);
        Convert();
        using NatsBenchmark bench = NatsBenchmark.Open(Path.Combine(_folder, "converted.natsb"));
        Answers.Require(bench.RecordCount == Records && bench.Check().Numbers > 0, "a conversion");
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [Benchmark(OperationsPerInvoke = Records)]
    public long Convert() => ArchiveConverter.Convert(
        Path.Combine(_folder, "archive"), Path.Combine(_folder, "converted.natsb"), new ConversionOptions { Threads = 1 }).Numbers;
}
