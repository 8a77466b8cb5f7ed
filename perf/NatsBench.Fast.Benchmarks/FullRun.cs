using BenchmarkDotNet.Running;

namespace NatsBench.Fast.Benchmarks;

/// <summary>The benchmarks under BenchmarkDotNet, apart, so that a quick run or a search session does not load it.</summary>
internal static class FullRun
{
    public static void Run(string[] args) =>
        BenchmarkSwitcher.FromAssembly(typeof(FullRun).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
}
