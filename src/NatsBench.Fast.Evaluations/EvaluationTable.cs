using NatsBench.Fast.Data;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Evaluations;

/// <summary>What <see cref="PopulationEvaluation"/> found.</summary>
/// <param name="Results">A result for each training and set: in the order of architecture, setting, dataset, seed, and of the sets that were asked for.</param>
/// <param name="Skipped">Architectures that have no such weights, ascending.</param>
/// <param name="Images">The files that the images were read from, by set.</param>
public sealed record EvaluationTable(
    IReadOnlyList<TrainingEvaluation> Results, IReadOnlyList<int> Skipped, IReadOnlyList<(EvaluationSet Set, IReadOnlyList<ImageFile> Files)> Images);
