using NatsBench.Fast.Model;

namespace NatsBench.Fast.Inference.Latency;

/// <summary>What is to be measured, and how.</summary>
/// <param name="Space">The space of the architectures.</param>
/// <param name="Dataset">Whose images and classes the networks have; one of the four official ones.</param>
/// <param name="Options">How they are run; the batch is 256 in the official tables.</param>
public sealed record LatencyPlan(SearchSpace Space, Dataset Dataset, RunnerOptions Options)
{
    /// <summary>Runs of a network before the first that is timed, 0 or more.</summary>
    public int WarmUp { get; init; } = 2;

    /// <summary>Runs that are timed, 1 or more.</summary>
    public int Runs { get; init; } = 10;
}
