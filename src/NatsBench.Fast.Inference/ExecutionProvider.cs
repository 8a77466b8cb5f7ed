namespace NatsBench.Fast.Inference;

/// <summary>Who computes a network: the execution providers of ONNX Runtime that this library knows.</summary>
public enum ExecutionProvider
{
    /// <summary>CUDA where the library has it and a GPU is there, else the CPU: the two that compute in single precision throughout.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,

    /// <summary>An NVIDIA GPU, by kernels that TensorRT chooses for the network, which takes it minutes.</summary>
    TensorRt,

    /// <summary>Any GPU that WebGPU reaches.</summary>
    WebGpu,

    /// <summary>Any GPU on Windows.</summary>
    DirectMl,

    /// <summary>Apple's processors, GPUs and neural engines.</summary>
    CoreMl,
}
