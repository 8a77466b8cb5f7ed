namespace NatsBench.Fast.OneShot.Training;

/// <summary>The choice of an architecture.</summary>
/// <param name="Architecture">The chosen one, by its official text.</param>
/// <param name="Candidates">Those that were scored, in order; empty where the largest parameters decide alone.</param>
/// <param name="Scores">Their accuracies in percent; the first of the best is chosen.</param>
/// <param name="LogProbabilities">SETN: the candidates' log-probabilities; empty for the others.</param>
public sealed record Selection(string Architecture, IReadOnlyList<string> Candidates, IReadOnlyList<double> Scores, IReadOnlyList<double> LogProbabilities);
