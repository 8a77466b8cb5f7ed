using NatsBench.Fast.Model;

namespace NatsBench.Fast.Queries;

/// <summary>What a column file holds of one dataset under one setting.</summary>
/// <param name="Setting">The hyper-parameter setting (the official <c>hp</c>).</param>
/// <param name="Dataset">The dataset trained on.</param>
/// <param name="Architectures">Number of architectures with a run.</param>
/// <param name="Runs">Number of runs.</param>
/// <param name="RunsOfSeed">Seed → number of runs, ascending by seed.</param>
/// <param name="Sets">The sets that some run was measured on, <c>train</c> first.</param>
public sealed record TableSummary(
    TrainingSetting Setting, Dataset Dataset, int Architectures, int Runs, IReadOnlyDictionary<long, int> RunsOfSeed,
    IReadOnlyList<EvaluationSet> Sets);
