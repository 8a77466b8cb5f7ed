namespace NatsBench.Fast.Queries;

/// <summary>What an architecture costs (the official <c>get_cost_info</c>), mean over seeds.</summary>
/// <param name="Flops">Multiply-adds of one forward pass, in millions; seed 888's where seeds disagree.</param>
/// <param name="Params">Trainable parameters, in millions; seed 888's where seeds disagree.</param>
/// <param name="Latency">Seconds for a batch of 256; null where it was never measured.</param>
/// <param name="Times">Training first, then each evaluation set in the record's order.</param>
public sealed record CostInfo(double Flops, double Params, double? Latency, IReadOnlyList<TimeCost> Times);
