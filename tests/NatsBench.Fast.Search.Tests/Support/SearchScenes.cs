using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Search.Tests.Support;

/// <summary>Oracles to search on: both spaces whole, the cells collapsed, and both spaces with four of five records absent.</summary>
public sealed class SearchScenes : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<NatsBenchmark> _benchmarks = [];

    public SearchScenes()
    {
        NatsBenchmark topology = Open(WholeTable.Of(SearchSpace.Topology));
        Oracles = new Dictionary<string, TableOracle>
        {
            ["tss"] = TableOracle.Bind(topology, Dataset.Cifar10, new OracleOptions { Quantities = [Quantity.Flops] }),
            ["tss collapsed"] = TableOracle.Bind(topology, Dataset.Cifar100, new OracleOptions { Isomorphs = Isomorphs.Mean, Quantities = [Quantity.Flops] }),
            ["tss sparse"] = TableOracle.Bind(Sparse(SearchSpace.Topology), Dataset.Cifar10, new OracleOptions { Absent = AbsentPolicy.Avoid, Quantities = [Quantity.Flops] }),
            ["sss"] = TableOracle.Bind(Open(WholeTable.Of(SearchSpace.Size)), Dataset.ImageNet16120, new OracleOptions { Quantities = [Quantity.Flops, Quantity.Latency] }),
            ["sss sparse"] = TableOracle.Bind(Sparse(SearchSpace.Size), Dataset.Cifar10, new OracleOptions { Absent = AbsentPolicy.Avoid, Quantities = [Quantity.Flops] }),
        };
    }

    public static IReadOnlyList<string> Names { get; } = ["tss", "tss collapsed", "tss sparse", "sss", "sss sparse"];

    public IReadOnlyDictionary<string, TableOracle> Oracles { get; }

    public void Dispose()
    {
        foreach (NatsBenchmark bench in _benchmarks)
            bench.Dispose();
        _folder.Dispose();
    }

    private NatsBenchmark Sparse(SearchSpace space)
    {
        string path = _folder[space.ShortName()];
        WholeTable.Write(path, space, index => index % 5 == 2);
        return Open(path);
    }

    private NatsBenchmark Open(string path)
    {
        NatsBenchmark bench = NatsBenchmark.Open(path);
        _benchmarks.Add(bench);
        return bench;
    }
}
