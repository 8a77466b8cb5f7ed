namespace NatsBench.Fast.Inference.Latency;

/// <summary>The latency of one architecture: seconds from a batch of images in memory to its logits in memory.</summary>
/// <param name="Index">The architecture's index.</param>
/// <param name="Architecture">Its text.</param>
/// <param name="Seconds">Median of the runs, in seconds.</param>
/// <param name="Low">Least of the interval that holds the true median with 95 %, in seconds.</param>
/// <param name="High">Most of that interval.</param>
/// <param name="Runs">How many runs were timed.</param>
public sealed record LatencyMeasurement(int Index, string Architecture, double Seconds, double Low, double High, int Runs);
