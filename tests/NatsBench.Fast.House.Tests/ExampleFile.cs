using NatsBench.Fast.Records;
using NatsBench.Fast.Synthesis;
using NatsBench.Fast.Writing;

namespace NatsBench.Fast.House.Tests;

/// <summary>A file of the one cell that a document's example asks for.</summary>
internal static class ExampleFile
{
    public static void Write(string path, int index)
    {
        using NatsBenchWriter writer = NatsBenchWriter.Create(path);
        writer.Add(SyntheticSpace.Topology.CreateRecord(index, seed: 0));
        writer.Complete(
            SyntheticSpace.Topology.Architectures,
            new Provenance { SourceName = "example", SourceKind = "synthetic", Tool = "tests", Synthetic = "tests" });
    }
}
