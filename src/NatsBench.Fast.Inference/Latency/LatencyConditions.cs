using NatsBench.Fast.Model;

namespace NatsBench.Fast.Inference.Latency;

/// <summary>What latencies were measured on and how. Only those of the same conditions compare.</summary>
/// <param name="Space">The space that the architectures are of.</param>
/// <param name="Dataset">Whose images and classes the networks have.</param>
/// <param name="Device">The processor or GPU by its own name.</param>
/// <param name="Provider">Who computed.</param>
/// <param name="Threads">Threads that shared a batch; on a GPU without meaning.</param>
/// <param name="Batch">Images of a batch; 256 in the official tables.</param>
/// <param name="Runtime">Version of ONNX Runtime.</param>
public sealed record LatencyConditions(
    SearchSpace Space, Dataset Dataset, string Device, ExecutionProvider Provider, int Threads, int Batch, string Runtime);
