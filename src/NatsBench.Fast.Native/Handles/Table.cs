using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Native.Handles;

/// <summary>One dataset under one setting (<c>nbf_table</c>).</summary>
internal sealed class Table(Bench bench, Dataset dataset, TrainingSetting setting) : Part(bench)
{
    public TableView View { get; } = bench.Benchmark.Table(dataset, setting);

    public Runs Runs(int architecture) => Bench.Benchmark.Runs(architecture, dataset, setting);
}
