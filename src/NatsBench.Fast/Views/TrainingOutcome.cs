namespace NatsBench.Fast.Views;

/// <summary>Outcome of a simulated train-and-evaluate (the official <c>simulate_train_eval</c>), without latency and clock.</summary>
/// <param name="Accuracy">Validation accuracy in percent, 0 to 100.</param>
/// <param name="Cost">Seconds of the whole training and one validation pass: what the run's clock advances by.</param>
public readonly record struct TrainingOutcome(double Accuracy, double Cost);
