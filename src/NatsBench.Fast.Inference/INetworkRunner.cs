namespace NatsBench.Fast.Inference;

/// <summary>
/// A network that is ready to run: images are written into its buffer, a run computes them, logits and features are read from its buffers.
/// A run allocates nothing (managed), once each number of images has been run. One thread at a time; several runners run at once.
/// </summary>
public interface INetworkRunner : IDisposable
{
    /// <summary>What was asked for.</summary>
    ExecutionProvider Requested { get; }

    /// <summary>What computes it.</summary>
    ExecutionProvider Used { get; }

    /// <summary>The processor or GPU by its own name, such as <c>AMD EPYC</c>.</summary>
    string Device { get; }

    /// <summary>What it takes and gives.</summary>
    NetworkSignature Signature { get; }

    /// <summary>The most images of a run.</summary>
    int Batch { get; }

    /// <summary>Logits of the last run: <see cref="NetworkSignature.Classes"/> for each of its images.</summary>
    ReadOnlySpan<float> Logits { get; }

    /// <summary>Features of the last run: <see cref="NetworkSignature.Features"/> for each of its images; empty where the model gives none.</summary>
    ReadOnlySpan<float> Features { get; }

    /// <summary>
    /// The kernel of the last run's images, [images, images]: how many places of all ReLUs two images share; empty where the model does not give
    /// it. A whole batch, [<see cref="Batch"/>, <see cref="Batch"/>], where every run computes one: of a fixed batch, or with a CUDA graph.
    /// </summary>
    ReadOnlySpan<float> Kernel { get; }

    /// <summary>The images of the next run, [<see cref="Batch"/>, channels, rows, columns], to be written. They stay until they are overwritten.</summary>
    /// <typeparam name="T"><see cref="float"/>, <see cref="Half"/> or <see cref="byte"/>, as <see cref="NetworkSignature.Element"/> says.</typeparam>
    /// <exception cref="InvalidOperationException">The network takes others.</exception>
    Span<T> Images<T>()
        where T : unmanaged;

    /// <summary>Computes the first images of the buffer.</summary>
    /// <param name="images">How many, 1 to <see cref="Batch"/>.</param>
    /// <exception cref="NatsBenchException">The device refuses, as when its memory is full.</exception>
    void Run(int images);

    /// <summary>
    /// As <see cref="Run"/>, on what an earlier run of as many images brought to the device; results stay there. It measures a device without
    /// the copies to it and from it; on the CPU there are none, and it is the same as <see cref="Run"/>.
    /// </summary>
    /// <exception cref="NatsBenchException">As for <see cref="Run"/>.</exception>
    void RunOnDevice(int images);
}
