using NatsBench.Fast.Model;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Native.Handles;

/// <summary>Simulated training on one dataset under one setting (<c>nbf_simulation</c>).</summary>
internal sealed class Simulation(Bench bench, Dataset dataset, TrainingSetting setting, int? epoch) : Part(bench)
{
    public SimulationView View { get; } = bench.Benchmark.Simulation(dataset, setting, epoch);
}
