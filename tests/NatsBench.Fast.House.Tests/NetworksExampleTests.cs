using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis;
using NatsBench.Fast.TestSupport;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.House.Tests;

public sealed class NetworksExampleTests
{
    // The architecture that the example asks for.
    private const int Index = 284;

    [Fact]
    public void The_example_runs_and_says_what_it_claims()
    {
        using TemporaryFolder folder = new();
        using (NatsBenchWriter writer = NatsBenchWriter.Create(folder["a.natsb"]))
        {
            writer.Add(SyntheticSpace.Topology.CreateRecord(Index, seed: 0));
            writer.Complete(
                SyntheticSpace.Topology.Architectures,
                new Provenance { SourceName = "example", SourceKind = "synthetic", Tool = "tests", Synthetic = "tests" });
        }
        StringWriter output = new() { NewLine = "\n" };
        using (NatsBenchmark bench = NatsBenchmark.Open(folder["a.natsb"]))
            NetworksExample.Run(bench, output);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["101306 parameters, 11715210 multiply-adds", "stem.0.weight [16, 3, 3, 3]"], lines[..2]);
        Assert.Equal("classifier.bias [10]", lines[^1]);
    }
}
