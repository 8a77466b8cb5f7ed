using Microsoft.ML.OnnxRuntime;

namespace NatsBench.Fast.Inference.Runtime;

/// <summary>The buffers of a runner, bound for runs of one number of images.</summary>
internal sealed class Binding : IDisposable
{
    private readonly OrtIoBinding _binding;
    private readonly BoundTensor _input;
    private readonly OrtValue _inputValue;
    private readonly List<OrtValue> _outputValues = [];

    public Binding(InferenceSession session, int images, BoundTensor input, IEnumerable<BoundTensor> outputs)
    {
        Images = images;
        _input = input;
        _binding = session.CreateIoBinding();
        _inputValue = input.View(images);
        Rebind();
        foreach (BoundTensor output in outputs)
        {
            _outputValues.Add(output.View(images));
            _binding.BindOutput(output.Name, _outputValues[^1]);
        }
    }

    public int Images { get; }

    /// <summary>Brings the images to a device whose memory only ONNX Runtime reaches: it copies when they are bound.</summary>
    public void Rebind() => _binding.BindInput(_input.Name, _inputValue);

    public void Run(InferenceSession session, RunOptions options) => session.RunWithBinding(options, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _inputValue.Dispose();
        foreach (OrtValue value in _outputValues)
            value.Dispose();
    }
}
