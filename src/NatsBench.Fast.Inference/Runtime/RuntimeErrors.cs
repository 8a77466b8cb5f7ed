using Microsoft.ML.OnnxRuntime;

namespace NatsBench.Fast.Inference.Runtime;

/// <summary>What ONNX Runtime throws, in one line that names the model and a remedy.</summary>
internal static class RuntimeErrors
{
    private const int MostCharacters = 300;

    /// <summary>Why a model was not made ready.</summary>
    public static NatsBenchException NotLoaded(OnnxRuntimeException e, RunnerOptions options, ExecutionProvider provider) => new(
        IsOutOfMemory(e) ? OutOfMemory(options, provider)
        : Missing(e) is { } library ? $"provider {provider.Name()}: a library that it needs cannot be loaded ({library}); install what it needs where the system looks for libraries: {Needs(provider)}"
        : IsNoModel(e) ? $"{options.Name}: is no ONNX model, or is cut or altered; export it again"
        : provider == ExecutionProvider.Cpu ? $"{options.Name}: ONNX Runtime refuses the model ({OneLine(e.Message)})"
        : $"{options.Name}: {provider.Name()} refuses the model, or is not whole ({OneLine(e.Message)}); cpu can compute every network", e);

    /// <summary>Why a run failed.</summary>
    public static NatsBenchException NotRun(OnnxRuntimeException e, RunnerOptions options, ExecutionProvider provider) => new(
        IsOutOfMemory(e) ? OutOfMemory(options, provider) : $"{options.Name}: the run on {provider.Name()} failed ({OneLine(e.Message)})", e);

    /// <summary>The buffers of a batch found no room.</summary>
    public static NatsBenchException NoMemory(OutOfMemoryException e, RunnerOptions options, ExecutionProvider provider) => new(OutOfMemory(options, provider), e);

    /// <summary>A message on one line, and not too long.</summary>
    public static string OneLine(string message)
    {
        string line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostCharacters ? line.TrimEnd('.') : $"{line[..MostCharacters]}…";
    }

    // What the system said of the provider's own library, or of one that it needs in turn.
    private static string? Missing(OnnxRuntimeException e)
    {
        const string Lead = "with error: ";
        return e.Message.Contains("Failed to load library", StringComparison.Ordinal) && e.Message.LastIndexOf(Lead, StringComparison.Ordinal) is >= 0 and int at
            ? OneLine(e.Message[(at + Lead.Length)..])
            : null;
    }

    private static string Needs(ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cuda => "CUDA 13 and cuDNN 9",
        ExecutionProvider.TensorRt => "CUDA 13, cuDNN 9 and TensorRT",
        _ => "the driver of the device",
    };

    // Nothing, and zeros, are read as a model without anything in it.
    private static bool IsNoModel(OnnxRuntimeException e) =>
        e.Message.StartsWith("[ErrorCode:InvalidProtobuf]", StringComparison.Ordinal)
        || e.Message.Contains("does not have a graph", StringComparison.Ordinal) || e.Message.Contains("No graph was found", StringComparison.Ordinal);

    private static bool IsOutOfMemory(OnnxRuntimeException e) =>
        e.Message.Contains("Failed to allocate memory", StringComparison.OrdinalIgnoreCase)
        || e.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("bad_alloc", StringComparison.OrdinalIgnoreCase);

    private static string OutOfMemory(RunnerOptions options, ExecutionProvider provider) =>
        $"{options.Name}: the memory of {provider.Name()} is not enough for a batch of {options.Batch}; take a smaller one";
}
