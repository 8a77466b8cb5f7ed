namespace NatsBench.Fast.Search.Oracle;

/// <summary>What one training gave.</summary>
/// <param name="Accuracy">Validation accuracy in percent.</param>
/// <param name="Cost">Its training and one validation pass, in seconds.</param>
public readonly record struct Evaluation(double Accuracy, double Cost);
