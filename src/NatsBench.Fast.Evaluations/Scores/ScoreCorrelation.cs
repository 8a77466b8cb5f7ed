using NatsBench.Fast.Model;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>How scores rank architectures beside their accuracies after the full training.</summary>
/// <param name="Dataset">The dataset of the accuracies.</param>
/// <param name="Set">Their set.</param>
/// <param name="Architectures">How many have both a score and an accuracy.</param>
/// <param name="Kendall">Kendall's τ-b; NaN where there are too few.</param>
/// <param name="Spearman">Spearman's ρ; NaN where there are too few.</param>
public readonly record struct ScoreCorrelation(Dataset Dataset, EvaluationSet Set, int Architectures, double Kendall, double Spearman);
