namespace NatsBench.Fast.Inference.Latency;

/// <summary>Latencies of architectures under the same conditions.</summary>
/// <param name="Conditions">What they were measured on and how.</param>
/// <param name="Measurements">One an architecture, in the order in which they were measured.</param>
public sealed record LatencyTable(LatencyConditions Conditions, IReadOnlyList<LatencyMeasurement> Measurements);
