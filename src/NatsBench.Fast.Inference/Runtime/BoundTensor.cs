using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace NatsBench.Fast.Inference.Runtime;

/// <summary>
/// Memory for an input or an output of all images of a batch, which does not move: the host's, and where a GPU computes, the GPU's beside it.
/// </summary>
internal sealed unsafe class BoundTensor : IDisposable
{
    private const int CacheLine = 64;

    private readonly long[] _shape;
    private readonly bool _isSquare;
    private readonly TensorElementType _type;
    private readonly GpuCopies? _gpu;
    private readonly nint _host;
    private readonly nint _device;
    private readonly float* _floats;

    /// <summary>Takes the memory, all zeros.</summary>
    /// <param name="name">Its name in the model.</param>
    /// <param name="type">What its elements are.</param>
    /// <param name="shape">Its sides for a whole batch, images first.</param>
    /// <param name="isSquare">Whether both sides are images.</param>
    /// <param name="gpu">Where a GPU computes, how it is reached.</param>
    /// <exception cref="OutOfMemoryException">There is not so much memory.</exception>
    public BoundTensor(string name, TensorElementType type, long[] shape, bool isSquare, GpuCopies? gpu)
    {
        Name = name;
        (_type, _shape, _isSquare, _gpu) = (type, shape, isSquare, gpu);
        int batch = (int)shape[0];
        long bytes = BytesOf(batch);
        if (gpu is null)
        {
            _host = (nint)NativeMemory.AlignedAlloc((nuint)bytes, CacheLine);
        }
        else
        {
            _device = gpu.Cuda.Allocate(gpu.Device, bytes);
            try
            {
                _host = gpu.Cuda.AllocateHost(gpu.Device, bytes);
            }
            catch
            {
                gpu.Cuda.Free(_device);
                throw;
            }
        }
        NativeMemory.Clear((void*)_host, (nuint)bytes);
        if (type == TensorElementType.Float16)
            _floats = (float*)NativeMemory.AlignedAlloc((nuint)CountOf(batch) * sizeof(float), CacheLine);
    }

    /// <summary>Its name in the model.</summary>
    public string Name { get; }

    /// <summary>The first images, where they are computed.</summary>
    public OrtValue View(int images)
    {
        long[] shape = _isSquare ? [images, images] : [images, .. _shape.AsSpan(1)];
        return _gpu is null
            ? OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, _type, shape, _host, BytesOf(images))
            : OrtValue.CreateTensorValueWithData(_gpu.Memory, _type, shape, _device, BytesOf(images));
    }

    /// <summary>All elements, to be written.</summary>
    public Span<T> Elements<T>()
        where T : unmanaged => new((void*)_host, CountOf((int)_shape[0]));

    /// <summary>The elements of the first images in single precision.</summary>
    public ReadOnlySpan<float> Floats(int images) => new(_type == TensorElementType.Float16 ? _floats : (float*)_host, CountOf(images));

    /// <summary>Begins to bring the first images to where they are computed.</summary>
    public void Upload(int images) => _gpu?.Cuda.Copy(_device, _host, BytesOf(images), CudaRuntime.Direction.ToDevice, _gpu.Stream);

    /// <summary>Begins to bring the results of the first images back.</summary>
    public void Download(int images) => _gpu?.Cuda.Copy(_host, _device, BytesOf(images), CudaRuntime.Direction.ToHost, _gpu.Stream);

    /// <summary>Makes what has come back readable.</summary>
    public void Widen(int images)
    {
        if (_type != TensorElementType.Float16)
            return;
        Half* halves = (Half*)_host;
        int count = CountOf(images);
        for (int i = 0; i < count; i++)
            _floats[i] = (float)halves[i];
    }

    public void Dispose()
    {
        if (_gpu is null)
        {
            NativeMemory.AlignedFree((void*)_host);
        }
        else
        {
            _gpu.Cuda.FreeHost(_host);
            _gpu.Cuda.Free(_device);
        }
        NativeMemory.AlignedFree(_floats);
    }

    private int CountOf(int images)
    {
        if (_isSquare)
            return images * images;
        long count = images;
        foreach (long side in _shape.AsSpan(1))
            count *= side;
        return checked((int)count);
    }

    private long BytesOf(int images) => CountOf(images) * _type switch
    {
        TensorElementType.Float => (long)sizeof(float),
        TensorElementType.Float16 => sizeof(ushort),
        _ => 1,
    };
}
