using NatsBench.Fast.Inference;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>The score of an architecture.</summary>
/// <param name="Index">The architecture's index.</param>
/// <param name="Architecture">Its text.</param>
/// <param name="Representative">The architecture that was run: the member of the lowest index of its class of isomorphic cells.</param>
/// <param name="Score">The score; null where there is none.</param>
public sealed record ArchitectureScore(int Index, string Architecture, int Representative, double? Score);

/// <summary>Scores of architectures.</summary>
/// <param name="Plan">What was scored, and how.</param>
/// <param name="Device">The processor or GPU by its own name.</param>
/// <param name="Provider">Who computed.</param>
/// <param name="Scores">One for each architecture, in the order in which they were asked for.</param>
/// <param name="Run">How many networks were run now: one for each class that the journal did not have.</param>
/// <param name="Seconds">How long that took, from the first to the last.</param>
public sealed record ScoreTable(
    NaswotPlan Plan, string Device, ExecutionProvider Provider, IReadOnlyList<ArchitectureScore> Scores, int Run, double Seconds);
