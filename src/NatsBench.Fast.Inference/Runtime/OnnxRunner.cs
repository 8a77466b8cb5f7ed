using Microsoft.ML.OnnxRuntime;

namespace NatsBench.Fast.Inference.Runtime;

/// <summary>A session of ONNX Runtime with its buffers.</summary>
internal sealed class OnnxRunner : INetworkRunner
{
    // The last batch of a data set is smaller; a few data sets may take turns.
    private const int MaxPartialBindings = 8;
    private const int MaxBatch = 65_536;
    private const int MaxThreads = 1024;

    private readonly RunnerOptions _options;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    private readonly GpuCopies? _gpu;
    private readonly BoundTensor _images = null!;
    private readonly BoundTensor _logits = null!;
    private readonly BoundTensor? _features;
    private readonly BoundTensor? _kernel;
    private readonly List<BoundTensor> _outputs = [];
    private readonly Binding _whole = null!;
    private readonly List<Binding> _partial = [];
    private int _last;

    private OnnxRunner(byte[] model, RunnerOptions options, ExecutionProvider provider, string? folder)
    {
        (_options, Used) = (options, provider);
        try
        {
            _session = Open(model, options, provider, folder, isHalf: false);
            if (provider == ExecutionProvider.Cuda && SignatureReader.IsHalf(_session))
            {
                _session.Dispose();
                _session = Open(model, options, provider, folder, isHalf: true);
            }
        }
        catch (OnnxRuntimeException e)
        {
            _runOptions.Dispose();
            throw RuntimeErrors.NotLoaded(e, options, provider);
        }
        try
        {
            Signature = SignatureReader.Read(_session, options);
            Batch = Signature.FixedBatch ?? options.Batch;
            if (provider is ExecutionProvider.Cuda or ExecutionProvider.TensorRt && CudaRuntime.TryGet(out _) is { } cuda)
                _gpu = new GpuCopies(cuda, options.Device);
            _images = Tensor(SignatureReader.Images, _session.InputMetadata, [Batch, Signature.Channels, Signature.Rows, Signature.Columns]);
            _outputs.Add(_logits = Tensor(SignatureReader.Logits, _session.OutputMetadata, [Batch, Signature.Classes]));
            if (Signature.Features > 0)
                _outputs.Add(_features = Tensor(SignatureReader.Features, _session.OutputMetadata, [Batch, Signature.Features]));
            if (Signature.HasKernel)
                _outputs.Add(_kernel = Tensor(SignatureReader.Kernel, _session.OutputMetadata, [Batch, Batch], isSquare: true));
            _whole = new Binding(_session, Batch, _images, _outputs);
        }
        catch (Exception e)
        {
            Dispose();
            throw e switch
            {
                OnnxRuntimeException ort => RuntimeErrors.NotLoaded(ort, options, provider),
                OutOfMemoryException memory => RuntimeErrors.NoMemory(memory, options, provider),
                _ => e,
            };
        }
    }

    public ExecutionProvider Requested => _options.Provider;

    public ExecutionProvider Used { get; }

    public string Device => _gpu is null ? Processor.Name : _gpu.Cuda.NameOf(_gpu.Device);

    public NetworkSignature Signature { get; } = null!;

    public int Batch { get; }

    public ReadOnlySpan<float> Logits => _logits.Floats(_last);

    public ReadOnlySpan<float> Features => _features is null ? default : _features.Floats(_last);

    public ReadOnlySpan<float> Kernel => _kernel is null || _last == 0 ? default : _kernel.Floats(IsAlwaysWhole ? Batch : _last);

    private bool IsAlwaysWhole => _options.CudaGraph || Signature.FixedBatch is not null;

    /// <summary>Makes a model ready on the provider that was named, or on the best that is there.</summary>
    public static OnnxRunner Create(byte[] model, RunnerOptions options, string? folder)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Batch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Batch, MaxBatch);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Threads, MaxThreads);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Device);
        if (options.Provider == ExecutionProvider.Auto)
            return TryCuda(model, options, folder) ?? new OnnxRunner(model, options, ExecutionProvider.Cpu, folder);
        ProviderSetup.Require(options.Provider);
        return new OnnxRunner(model, options, options.Provider, folder);
    }

    private static InferenceSession Open(byte[] model, RunnerOptions options, ExecutionProvider provider, string? folder, bool isHalf)
    {
        using SessionOptions session = ProviderSetup.Options(options, provider, folder, isHalf);
        return new InferenceSession(model, session);
    }

    // Null where CUDA is not there, or not whole: then the CPU computes, or says what is wrong with the model.
    private static OnnxRunner? TryCuda(byte[] model, RunnerOptions options, string? folder)
    {
        if (!ProviderSetup.HasCuda)
            return null;
        try
        {
            return new OnnxRunner(model, options, ExecutionProvider.Cuda, folder);
        }
        catch (NatsBenchException)
        {
            return null;
        }
    }

    public Span<T> Images<T>()
        where T : unmanaged
    {
        if (Signature.Element != ElementOf<T>())
            throw new InvalidOperationException($"{_options.Name} takes images of {Signature.Element}, not of {typeof(T).Name}");
        return _images.Elements<T>();
    }

    public void Run(int images)
    {
        Binding binding = BindingOf(images);
        if (_gpu is not null)
        {
            _images.Upload(binding.Images);
            _gpu.Cuda.Synchronize(_gpu.Stream);
        }
        else if (Used is ExecutionProvider.WebGpu or ExecutionProvider.DirectMl)
        {
            binding.Rebind();
        }
        Compute(binding);
        if (_gpu is not null)
        {
            foreach (BoundTensor output in _outputs)
                output.Download(binding.Images);
            _gpu.Cuda.Synchronize(_gpu.Stream);
        }
        foreach (BoundTensor output in _outputs)
            output.Widen(binding.Images);
        _last = images;
    }

    public void RunOnDevice(int images)
    {
        if (_gpu is null)
            Run(images);
        else
            Compute(BindingOf(images));
    }

    public void Dispose()
    {
        foreach (Binding binding in _partial)
            binding.Dispose();
        _whole?.Dispose();
        _images?.Dispose();
        foreach (BoundTensor output in _outputs)
            output.Dispose();
        _session.Dispose();
        _runOptions.Dispose();
        _gpu?.Dispose();
    }

    // By a value: of a switch over typeof, compiling ahead of time (.NET 10.0.12) takes the last case for all.
    private static ImageElement? ElementOf<T>()
        where T : unmanaged => default(T) switch
        {
            float => ImageElement.F32,
            Half => ImageElement.F16,
            byte => ImageElement.U8,
            _ => null,
        };

    private BoundTensor Tensor(string name, IReadOnlyDictionary<string, NodeMetadata> tensors, long[] shape, bool isSquare = false) =>
        new(name, tensors[name].ElementDataType, shape, isSquare, _gpu);

    private Binding BindingOf(int images)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(images, Batch);
        if (images == Batch || IsAlwaysWhole)
            return _whole;
        foreach (Binding binding in _partial)
            if (binding.Images == images)
                return binding;
        if (_partial.Count == MaxPartialBindings)
        {
            _partial[0].Dispose();
            _partial.RemoveAt(0);
        }
        _partial.Add(new Binding(_session, images, _images, _outputs));
        return _partial[^1];
    }

    private void Compute(Binding binding)
    {
        try
        {
            binding.Run(_session, _runOptions);
        }
        catch (OnnxRuntimeException e)
        {
            throw RuntimeErrors.NotRun(e, _options, Used);
        }
    }
}
