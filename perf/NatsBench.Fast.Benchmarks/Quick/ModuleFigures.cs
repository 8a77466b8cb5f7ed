using NatsBench.Fast.Benchmarks.Bare;
using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Benchmarks.Quick;

/// <summary>Questions to views of all modules of NAS-Bench-101, at random and one after the other.</summary>
internal sealed class ModuleFigures(NatsBenchmark bench)
{
    private const int Epochs = 108;

    // So many that they touch most of the table, which is larger than a processor's second cache.
    private const int Queries = 1 << 20;
    private const int Few = 1 << 14;

    public static string Prefix { get; } = $"{SearchSpace.NasBench101.ShortName()}.";

    public IEnumerable<Figure> All()
    {
        SimulationView simulation = bench.Simulation(Dataset.Cifar10, new($"{Epochs}"));
        ModuleView modules = bench.Modules(Epochs);
        BareModules bare = new(bench, Epochs);
        yield return new Figure(
            $"{Prefix}simulate.random", TimeUnit.NanosecondsPerQuery, Queries,
            () => Loops.Simulate(simulation, new SplitMix64(5), Queries), [() => bare.Random(new SplitMix64(5), Queries)], AllocatesNothing: true);
        yield return new Figure(
            $"{Prefix}simulate.sequential", TimeUnit.NanosecondsPerQuery, bench.Count,
            () => Loops.SimulateAll(simulation, new SplitMix64(5)), [() => bare.Sequential(new SplitMix64(5))], AllocatesNothing: true);
        yield return new Figure(
            $"{Prefix}query.random", TimeUnit.NanosecondsPerQuery, Queries,
            () => Loops.Metrics(modules, new SplitMix64(5), Queries), [() => bare.Metrics(new SplitMix64(5), Queries)], AllocatesNothing: true);
        string[] hashes = [.. Enumerable.Range(0, Few).Select(i => bench.Architecture((int)((long)i * 9973 % bench.Count)))];
        yield return new Figure($"{Prefix}index.hash", TimeUnit.NanosecondsPerQuery, Few, () => Loops.Indices(bench, hashes), AllocatesNothing: true);
        ModuleGraph[] graphs = [.. Enumerable.Range(0, Few / 16).Select(i => bench.Module((int)((long)i * 9973 % bench.Count)))];
        yield return new Figure($"{Prefix}index.graph", TimeUnit.NanosecondsPerQuery, graphs.Length, () => Loops.Indices(bench, graphs), AllocatesNothing: true);
    }
}
