using System.Diagnostics;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Inference;

/// <summary>Names of execution providers.</summary>
public static class ExecutionProviders
{
    /// <summary>All that may be asked for, by name: <c>auto, cpu, cuda, tensorrt, webgpu, directml, coreml</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<ExecutionProvider>().Select(Name)];

    /// <summary>The name of a provider, such as <c>cuda</c>.</summary>
    public static string Name(this ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Auto => "auto",
        ExecutionProvider.Cpu => "cpu",
        ExecutionProvider.Cuda => "cuda",
        ExecutionProvider.TensorRt => "tensorrt",
        ExecutionProvider.WebGpu => "webgpu",
        ExecutionProvider.DirectMl => "directml",
        ExecutionProvider.CoreMl => "coreml",
        _ => throw new UnreachableException(),
    };

    /// <summary>The provider of a name.</summary>
    /// <exception cref="NatsBenchException">There is none.</exception>
    public static ExecutionProvider Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (ExecutionProvider provider in Enum.GetValues<ExecutionProvider>())
            if (provider.Name() == name)
                return provider;
        throw new NatsBenchException($"no provider '{name}'; there are {string.Join(", ", Names)}{Nearest.Hint(name, Names)}");
    }

    /// <summary>What ONNX Runtime calls it in the list of those that a library has.</summary>
    internal static string OfficialName(this ExecutionProvider provider) => provider switch
    {
        ExecutionProvider.Cpu => "CPUExecutionProvider",
        ExecutionProvider.Cuda => "CUDAExecutionProvider",
        ExecutionProvider.TensorRt => "TensorrtExecutionProvider",
        ExecutionProvider.WebGpu => "WebGpuExecutionProvider",
        ExecutionProvider.DirectMl => "DmlExecutionProvider",
        ExecutionProvider.CoreMl => "CoreMLExecutionProvider",
        _ => throw new UnreachableException(),
    };
}
