using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace NatsBench.Fast.Inference.Runtime;

/// <summary>Finds out who can compute, and sets a session up for them.</summary>
internal static class ProviderSetup
{
    private static readonly ExecutionProvider[] Named = [.. Enum.GetValues<ExecutionProvider>().Where(provider => provider != ExecutionProvider.Auto)];

    /// <summary>Refuses a provider that cannot be here, saying what would help.</summary>
    /// <exception cref="NatsBenchException">It cannot.</exception>
    public static void Require(ExecutionProvider provider)
    {
        if (Fault(provider) is { } fault)
            throw new NatsBenchException($"provider {provider.Name()}: {fault}");
    }

    /// <summary>Whether CUDA may be tried.</summary>
    public static bool HasCuda => Fault(ExecutionProvider.Cuda) is null;

    /// <summary>Options of a session on a provider that <see cref="Require"/> let pass.</summary>
    /// <param name="options">How a network is run.</param>
    /// <param name="provider">Who computes it.</param>
    /// <param name="folder">Where the model's file is, beside which large tensors may lie; null for a model in memory.</param>
    /// <param name="isHalf">Whether the model is known to compute in half precision.</param>
    public static SessionOptions Options(RunnerOptions options, ExecutionProvider provider, string? folder, bool isHalf)
    {
        SessionOptions session = new()
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = options.Threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        try
        {
            // More threads than processors would only keep each other from working while they wait.
            if (options.Threads > Environment.ProcessorCount)
                session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            if (folder is not null)
                session.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", folder);
            if (provider == ExecutionProvider.Cpu && RuntimeLibrary.SharesMemory)
                session.AddSessionConfigEntry("session.use_env_allocators", "1");
            Append(session, options, provider, isHalf);
        }
        catch
        {
            session.Dispose();
            throw;
        }
        return session;
    }

    private static void Append(SessionOptions session, RunnerOptions options, ExecutionProvider provider, bool isHalf)
    {
        // Steps that a named provider does not know would go to the CPU without a word.
        if (provider != ExecutionProvider.Cpu)
            session.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
        string device = options.Device.ToString(CultureInfo.InvariantCulture), graph = options.CudaGraph ? "1" : "0";
        switch (provider)
        {
            case ExecutionProvider.Cpu:
                break;
            case ExecutionProvider.Cuda:
                using (OrtCUDAProviderOptions cuda = new())
                {
                    // TF32 would round each factor to ten bits. An algorithm that is chosen by the clock would be another one the next time, with other last
                    // bits, and was up to six times as slow. Tensor cores take half precision with the channels last.
                    cuda.UpdateOptions(new()
                    {
                        ["device_id"] = device,
                        ["use_tf32"] = "0",
                        ["cudnn_conv_algo_search"] = "HEURISTIC",
                        ["prefer_nhwc"] = isHalf ? "1" : "0",
                        ["enable_cuda_graph"] = graph,
                    });
                    session.AppendExecutionProvider_CUDA(cuda);
                }
                break;
            case ExecutionProvider.TensorRt:
                using (OrtTensorRTProviderOptions tensorRt = new())
                {
                    tensorRt.UpdateOptions(new() { ["device_id"] = device, ["trt_cuda_graph_enable"] = graph });
                    session.AppendExecutionProvider_Tensorrt(tensorRt);
                }
                break;
            case ExecutionProvider.WebGpu:
                session.AppendExecutionProvider("WebGPU", []);
                break;
            case ExecutionProvider.DirectMl:
                session.EnableMemoryPattern = false;
                session.AppendExecutionProvider_DML(options.Device);
                break;
            case ExecutionProvider.CoreMl:
                session.AppendExecutionProvider("CoreML", []);
                break;
            default:
                throw new UnreachableException();
        }
    }

    // Null, or why it cannot compute here.
    private static string? Fault(ExecutionProvider provider)
    {
        if (!RuntimeLibrary.Has(provider))
            return $"this ONNX Runtime ({RuntimeLibrary.Origin}) has {string.Join(", ", Named.Where(RuntimeLibrary.Has).Select(ExecutionProviders.Name))}; "
                + (provider is ExecutionProvider.Cuda or ExecutionProvider.TensorRt
                    ? $"build with -p:OnnxRuntime=gpu, or let {RuntimeLibrary.Variable} name a libonnxruntime that has it"
                    : $"let {RuntimeLibrary.Variable} name a libonnxruntime that has it");
        return provider is ExecutionProvider.Cuda or ExecutionProvider.TensorRt && CudaRuntime.TryGet(out string fault) is null ? fault : null;
    }
}
