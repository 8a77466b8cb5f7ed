using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Tests.Support;
using NatsBench.Fast.TestSupport;

[assembly: AssemblyFixture(typeof(SearchScenes))]

namespace NatsBench.Fast.Search.Tests.Support;

/// <summary>Oracles to search on: both spaces whole, the cells collapsed, and both spaces with four of five records absent. Each made when first asked for.</summary>
public sealed class SearchScenes : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<NatsBenchmark> _benchmarks = [];
    private readonly Dictionary<string, TableOracle> _oracles = [];
    private readonly Dictionary<string, BenchmarkArchitectures> _architectures = [];

    public static IReadOnlyList<string> Names { get; } = ["tss", "tss collapsed", "tss sparse", "tss sparse collapsed", "sss", "sss sparse"];

    public TableOracle this[string scene]
    {
        get
        {
            lock (_oracles)
                return _oracles.TryGetValue(scene, out TableOracle? oracle) ? oracle : _oracles[scene] = Make(scene);
        }
    }

    /// <summary>The architectures of a whole space, to bind other oracles.</summary>
    /// <param name="space">tss or sss.</param>
    internal BenchmarkArchitectures Architectures(string space)
    {
        lock (_oracles)
            return _architectures.TryGetValue(space, out BenchmarkArchitectures? made)
                ? made
                : _architectures[space] = new(Whole(space == "tss" ? SearchSpace.Topology : SearchSpace.Size));
    }

    public void Dispose()
    {
        foreach (NatsBenchmark bench in _benchmarks)
            bench.Dispose();
        _folder.Dispose();
    }

    private TableOracle Make(string scene) => scene switch
    {
        "tss" => TableOracle.Bind(Whole(SearchSpace.Topology), Dataset.Cifar10, new OracleOptions { Quantities = [Quantity.Flops] }),
        "tss collapsed" => TableOracle.Bind(
            Whole(SearchSpace.Topology), Dataset.Cifar100, new OracleOptions { Isomorphs = Isomorphs.Mean, Quantities = [Quantity.Flops] }),
        "tss sparse" => TableOracle.Bind(
            Sparse(SearchSpace.Topology), Dataset.Cifar10, new OracleOptions { Absent = AbsentPolicy.Avoid, Quantities = [Quantity.Flops] }),
        "tss sparse collapsed" => TableOracle.Bind(
            Sparse(SearchSpace.Topology), Dataset.Cifar10,
            new OracleOptions { Absent = AbsentPolicy.Avoid, Isomorphs = Isomorphs.Mean, Seeds = SeedPolicy.Trial, Quantities = [Quantity.Flops] }),
        "sss" => TableOracle.Bind(
            Whole(SearchSpace.Size), Dataset.ImageNet16120, new OracleOptions { Quantities = [Quantity.Flops, Quantity.Latency] }),
        "sss sparse" => TableOracle.Bind(
            Sparse(SearchSpace.Size), Dataset.Cifar10, new OracleOptions { Absent = AbsentPolicy.Avoid, Quantities = [Quantity.Flops] }),
        _ => throw new ArgumentOutOfRangeException(nameof(scene), scene, "no such scene"),
    };

    private NatsBenchmark Whole(SearchSpace space) => Open(WholeTable.Of(space));

    private NatsBenchmark Sparse(SearchSpace space)
    {
        string path = _folder[$"{_benchmarks.Count}.natsb"];
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
