namespace NatsBench.Fast.Inference;

/// <summary>How a network is to be run.</summary>
public sealed record RunnerOptions
{
    /// <summary>Who computes it; one that is named is used or refused.</summary>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Auto;

    /// <summary>The most images of one run, 1 to 65,536; buffers for as many are bound once.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>Threads that share a run on the CPU, 1 to 1,024, the calling one among them; results are the same for any number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Which GPU, counted from 0; the CPU knows none.</summary>
    public int Device { get; init; }

    /// <summary>
    /// Whether runs on an NVIDIA GPU are recorded once and replayed, which saves the launch of each step. Every run then computes a whole batch,
    /// however few images were asked for.
    /// </summary>
    public bool CudaGraph { get; init; }

    /// <summary>What messages call the model, such as its file's name.</summary>
    public string Name { get; init; } = "the model";
}
