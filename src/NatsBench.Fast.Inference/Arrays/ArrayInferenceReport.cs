namespace NatsBench.Fast.Inference.Arrays;

/// <summary>What <see cref="ArrayInference"/> did.</summary>
/// <param name="Images">How many images there were.</param>
/// <param name="Signature">What the model takes and gives.</param>
/// <param name="Requested">Who was asked to compute.</param>
/// <param name="Used">Who computed.</param>
/// <param name="Device">The processor's or GPU's own name.</param>
/// <param name="Batch">The most images of a run.</param>
/// <param name="Threads">Threads that were asked for.</param>
/// <param name="Elapsed">Time of all runs, copies to the device and from it among them, reading and writing of files not.</param>
public sealed record ArrayInferenceReport(
    long Images, NetworkSignature Signature, ExecutionProvider Requested, ExecutionProvider Used, string Device, int Batch, int Threads, TimeSpan Elapsed);
