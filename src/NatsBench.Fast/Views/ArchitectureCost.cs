namespace NatsBench.Fast.Views;

/// <summary>What an architecture costs (the official <c>get_cost_info</c> without its times), mean over seeds.</summary>
/// <param name="Flops">Multiply-adds of one forward pass, in millions; seed 888's where seeds disagree.</param>
/// <param name="Params">Trainable parameters, in millions; seed 888's where seeds disagree.</param>
/// <param name="Latency">Seconds for a batch of 256; NaN where it was never measured.</param>
public readonly record struct ArchitectureCost(double Flops, double Params, double Latency);
