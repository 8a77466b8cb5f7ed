using NatsBench.Fast.Model;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Tests.Support;
using NatsBench.Fast.TestSupport;

[assembly: AssemblyFixture(typeof(SmallBenchmark))]

namespace NatsBench.Fast.Studies.Tests.Support;

/// <summary>A table of the first architectures of the topology space, searched with the others avoided; and another one.</summary>
public sealed class SmallBenchmark : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmallBenchmark()
    {
        Bench = Write("one", 120);
        Other = Write("other", 121);
    }

    public NatsBenchmark Bench { get; }

    public NatsBenchmark Other { get; }

    /// <summary>Six experiments of eight parts each, three datasets reported.</summary>
    public static Study Study { get; } = Of("""
        {
          "algorithms": ["random", { "name": "rea", "parameters": { "population": [5, 10] } }],
          "datasets": ["cifar10", "cifar100"], "report": ["cifar10", "cifar100", "ImageNet16-120"],
          "budget": "15e", "absent": "avoid", "objectives": ["flops", "latency"], "trials": 250, "traces": "all"
        }
        """);

    /// <summary>Budget in seconds, no traces.</summary>
    public static Study OtherStudy { get; } = Of("""
        { "algorithms": ["random"], "datasets": ["cifar10"], "budget": "5000", "absent": "avoid", "trials": 150, "traces": "none" }
        """);

    public static Study Of(string json) => StudyReader.Parse(json, "test");

    public BoundStudy Bind(Study study) => BoundStudy.Bind(study, Bench);

    public void Dispose()
    {
        Bench.Dispose();
        Other.Dispose();
        _folder.Dispose();
    }

    private NatsBenchmark Write(string name, int records)
    {
        WholeTable.Write(_folder[name], SearchSpace.Topology, index => index < records);
        return NatsBenchmark.Open(_folder[name]);
    }
}
