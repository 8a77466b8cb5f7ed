namespace NatsBench.Fast.Queries;

/// <summary>Outcome of a simulated train-and-evaluate (the official <c>simulate_train_eval</c>).</summary>
/// <param name="Accuracy">Validation accuracy in percent, 0 to 100.</param>
/// <param name="Latency">Seconds for a batch of 256; null where it was never measured.</param>
/// <param name="Cost">Seconds of training up to the epoch and one validation pass.</param>
/// <param name="Clock">The clock after it, in seconds.</param>
public readonly record struct SimulatedTraining(double Accuracy, double? Latency, double Cost, double Clock);
