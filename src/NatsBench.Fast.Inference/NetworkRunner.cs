using NatsBench.Fast.Inference.Runtime;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Inference;

/// <summary>Makes ONNX models ready to run.</summary>
public static class NetworkRunner
{
    // ONNX itself ends there.
    private const long MaxModelBytes = int.MaxValue;

    /// <summary>The version of ONNX Runtime that computes, such as <c>1.31.1</c>.</summary>
    /// <exception cref="NatsBenchException">It cannot be loaded.</exception>
    public static string RuntimeVersion => RuntimeLibrary.Environment.GetVersionString();

    /// <summary>Makes a model ready that is in memory.</summary>
    /// <param name="model">
    /// The bytes of an ONNX model with an input <c>images</c> [N, 3, rows, columns] of float32, float16 or uint8, an output <c>logits</c> [N,
    /// classes], and perhaps one called <c>features</c>; all of its tensors within it.
    /// </param>
    /// <param name="options">How it is to be run.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="NatsBenchException">It is no such model, or the provider that was named is not there, or cannot compute it.</exception>
    public static INetworkRunner Load(byte[] model, RunnerOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return OnnxRunner.Create(model, options, folder: null);
    }

    /// <summary>Makes a model ready that is in a file.</summary>
    /// <param name="path">An ONNX file, as <see cref="Load(byte[], RunnerOptions)"/> has it; tensors that it keeps in files of their own lie beside it.</param>
    /// <param name="options">How it is to be run; messages call the model by the path.</param>
    /// <exception cref="NatsBenchException">As for <see cref="Load(byte[], RunnerOptions)"/>; or the file cannot be read.</exception>
    public static INetworkRunner Load(string path, RunnerOptions options)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        PathKind.RefuseToRead(path);
        long bytes = new FileInfo(path).Length;
        return bytes <= MaxModelBytes
            ? OnnxRunner.Create(File.ReadAllBytes(path), options with { Name = path }, Path.GetDirectoryName(Path.GetFullPath(path)))
            : throw new NatsBenchException($"{path}: has {bytes} bytes; an ONNX model has less than 2 GB");
    }
}
