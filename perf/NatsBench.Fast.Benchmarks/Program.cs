using BenchmarkDotNet.Running;
using NatsBench.Fast.Benchmarks;

// All benchmarks:        dotnet run -c Release --project perf/NatsBench.Fast.Benchmarks
// Some, by their names:  dotnet run -c Release --project perf/NatsBench.Fast.Benchmarks -- --filter *Query*
BenchmarkSwitcher.FromAssembly(typeof(QueryBenchmarks).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
