using Microsoft.ML.OnnxRuntime;

namespace NatsBench.Fast.Inference.Runtime;

/// <summary>How the buffers of one runner reach its NVIDIA GPU: a stream of copies of its own, and what ONNX Runtime calls the GPU's memory.</summary>
internal sealed class GpuCopies : IDisposable
{
    public GpuCopies(CudaRuntime cuda, int device)
    {
        (Cuda, Device) = (cuda, device);
        Memory = new OrtMemoryInfo("Cuda", OrtAllocatorType.DeviceAllocator, device, OrtMemType.Default);
        Stream = cuda.CreateStream(device);
    }

    public CudaRuntime Cuda { get; }

    public int Device { get; }

    public OrtMemoryInfo Memory { get; }

    public nint Stream { get; }

    public void Dispose()
    {
        Cuda.Destroy(Stream);
        Memory.Dispose();
    }
}
