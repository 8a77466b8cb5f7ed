using System.Runtime.InteropServices;
using System.Text;

namespace NatsBench.Fast.Inference.Runtime;

/// <summary>
/// The few calls of NVIDIA's CUDA runtime that keep images and logits on a GPU: memory there, memory here that it reads by itself, copies. Any
/// number of threads may call.
/// </summary>
internal sealed unsafe class CudaRuntime
{
    private const int Success = 0;
    private const int OutOfMemory = 2;
    private const int NonBlocking = 1;

    // cudaDeviceProp begins with the name; all versions of it have room here.
    private const int NameBytes = 256;
    private const int PropertiesBytes = 16 << 10;

    private static readonly string[] Libraries = OperatingSystem.IsWindows()
        ? ["cudart64_13.dll", "cudart64_12.dll"]
        : ["libcudart.so.13", "libcudart.so.12"];

    private static readonly Lazy<(CudaRuntime? Runtime, string Fault)> Opened = new(Open);

    private readonly delegate* unmanaged<int, int> _setDevice;
    private readonly delegate* unmanaged<nint*, nuint, int> _malloc;
    private readonly delegate* unmanaged<nint, int> _free;
    private readonly delegate* unmanaged<nint*, nuint, int> _mallocHost;
    private readonly delegate* unmanaged<nint, int> _freeHost;
    private readonly delegate* unmanaged<nint, nint, nuint, int, nint, int> _memcpyAsync;
    private readonly delegate* unmanaged<nint*, uint, int> _streamCreate;
    private readonly delegate* unmanaged<nint, int> _streamSynchronize;
    private readonly delegate* unmanaged<nint, int> _streamDestroy;
    private readonly delegate* unmanaged<int, byte*> _errorString;
    private readonly delegate* unmanaged<byte*, int, int> _properties;

    private CudaRuntime(nint library)
    {
        _setDevice = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(library, "cudaSetDevice");
        _malloc = (delegate* unmanaged<nint*, nuint, int>)NativeLibrary.GetExport(library, "cudaMalloc");
        _free = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cudaFree");
        _mallocHost = (delegate* unmanaged<nint*, nuint, int>)NativeLibrary.GetExport(library, "cudaMallocHost");
        _freeHost = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cudaFreeHost");
        _memcpyAsync = (delegate* unmanaged<nint, nint, nuint, int, nint, int>)NativeLibrary.GetExport(library, "cudaMemcpyAsync");
        _streamCreate = (delegate* unmanaged<nint*, uint, int>)NativeLibrary.GetExport(library, "cudaStreamCreateWithFlags");
        _streamSynchronize = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cudaStreamSynchronize");
        _streamDestroy = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "cudaStreamDestroy");
        _errorString = (delegate* unmanaged<int, byte*>)NativeLibrary.GetExport(library, "cudaGetErrorString");
        _properties = (delegate* unmanaged<byte*, int, int>)(
            NativeLibrary.TryGetExport(library, "cudaGetDeviceProperties_v2", out nint properties) ? properties : NativeLibrary.GetExport(library, "cudaGetDeviceProperties"));
    }

    /// <summary>Which way a copy goes.</summary>
    public enum Direction
    {
        ToDevice = 1,
        ToHost = 2,
    }

    /// <summary>The runtime; null where it, or a GPU, is not there, and why.</summary>
    public static CudaRuntime? TryGet(out string fault)
    {
        (CudaRuntime? runtime, fault) = Opened.Value;
        return runtime;
    }

    /// <summary>A GPU's own name.</summary>
    public string NameOf(int device)
    {
        byte* properties = stackalloc byte[PropertiesBytes];
        Check(_properties(properties, device));
        ReadOnlySpan<byte> name = new(properties, NameBytes);
        return Encoding.UTF8.GetString(name[..(name.IndexOf((byte)0) is >= 0 and var end ? end : NameBytes)]);
    }

    /// <summary>Memory on a GPU.</summary>
    public nint Allocate(int device, long bytes)
    {
        nint memory;
        Check(_setDevice(device));
        Check(_malloc(&memory, (nuint)bytes));
        return memory;
    }

    /// <summary>Gives memory on a GPU back.</summary>
    public void Free(nint memory) => _ = _free(memory);

    /// <summary>Memory of the host that stays where it is.</summary>
    public nint AllocateHost(int device, long bytes)
    {
        nint memory;
        Check(_setDevice(device));
        Check(_mallocHost(&memory, (nuint)bytes));
        return memory;
    }

    /// <summary>Gives memory of the host back.</summary>
    public void FreeHost(nint memory) => _ = _freeHost(memory);

    /// <summary>A stream of copies that waits for no other stream.</summary>
    public nint CreateStream(int device)
    {
        nint stream;
        Check(_setDevice(device));
        Check(_streamCreate(&stream, NonBlocking));
        return stream;
    }

    /// <summary>Ends a stream.</summary>
    public void Destroy(nint stream) => _ = _streamDestroy(stream);

    /// <summary>Begins a copy.</summary>
    public void Copy(nint to, nint from, long bytes, Direction direction, nint stream) => Check(_memcpyAsync(to, from, (nuint)bytes, (int)direction, stream));

    /// <summary>Waits for the copies of a stream.</summary>
    public void Synchronize(nint stream) => Check(_streamSynchronize(stream));

    private static (CudaRuntime?, string) Open()
    {
        foreach (string name in Libraries)
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                int devices = 0;
                int status = ((delegate* unmanaged<int*, int>)NativeLibrary.GetExport(library, "cudaGetDeviceCount"))(&devices);
                CudaRuntime runtime = new(library);
                return status == Success && devices > 0
                    ? (runtime, "")
                    : (null, $"no NVIDIA GPU is to be seen ({(status == Success ? "there are none" : runtime.Text(status))}); is its driver installed, and the GPU visible here?");
            }
        return (null, $"CUDA is not installed ({Libraries[0]} is not found); install CUDA 13 and cuDNN 9 where the system looks for libraries");
    }

    private void Check(int status)
    {
        if (status == OutOfMemory)
            throw new InsufficientMemoryException("the GPU's memory is full");
        if (status != Success)
            throw new NatsBenchException($"CUDA refuses: {Text(status)}");
    }

    private string Text(int status) => Marshal.PtrToStringUTF8((nint)_errorString(status)) ?? $"error {status}";
}
