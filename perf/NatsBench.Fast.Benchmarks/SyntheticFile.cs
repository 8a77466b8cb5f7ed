using NatsBench.Fast.Synthesis;

namespace NatsBench.Fast.Benchmarks;

/// <summary>A full synthetic topology table, written once and kept in the temporary folder.</summary>
internal static class SyntheticFile
{
    public static string Topology()
    {
        string version = typeof(NatsBenchmark).Assembly.GetName().Version!.ToString(3);
        string path = Path.Combine(Path.GetTempPath(), $"natsbench-perf-tss-{version}.natsb");
        if (!File.Exists(path))
            SyntheticTable.Write(SyntheticSpace.Topology, path);
        return path;
    }
}
