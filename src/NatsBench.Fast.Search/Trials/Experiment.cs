using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>One algorithm with its hyper-parameters on one dataset: what its trials have in common. Immutable, thread-safe.</summary>
/// <param name="Oracle">Answers what a training gives.</param>
/// <param name="Dataset">The dataset searched on, as the caller names it; part of the random streams.</param>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Parameters">Its hyper-parameters.</param>
/// <param name="Budget">How long a trial searches.</param>
/// <param name="RootSeed">The number that all randomness comes from.</param>
public sealed record Experiment(
    IOracle Oracle, Dataset Dataset, AlgorithmDefinition Algorithm, HyperParameters Parameters, Budget Budget, ulong RootSeed)
{
    /// <summary>The most workers.</summary>
    public const int MostWorkers = 10_000;

    /// <summary>How many trainings run at a time, 1 to <see cref="MostWorkers"/>.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Makes sure that a trial can begin.</summary>
    /// <exception cref="NatsBenchException">Hyper-parameters that fit neither space nor fidelities, or too few or too many workers.</exception>
    public void Check()
    {
        if (Workers is < 1 or > MostWorkers)
            throw new NatsBenchException($"{Workers} workers are outside 1 to {MostWorkers}");
        try
        {
            _ = Algorithm.Begin(new SearchContext(Oracle, default, default), Parameters);
        }
        catch (NatsBenchException e)
        {
            throw new NatsBenchException($"{Algorithm.Name} on {Dataset}: {e.Message}", e);
        }
    }
}
