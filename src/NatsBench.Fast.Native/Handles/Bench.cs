namespace NatsBench.Fast.Native.Handles;

/// <summary>An open benchmark (<c>nbf_bench</c>).</summary>
internal sealed class Bench(NatsBenchmark benchmark) : Resource
{
    public NatsBenchmark Benchmark => benchmark;

    protected override void Free() => benchmark.Dispose();
}
