using NatsBench.Fast.Internals;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Onnx;

/// <summary>Models in files. Any number of threads may write at once, each its own file.</summary>
public static class OnnxFile
{
    /// <summary>Writes a model; an existing file is replaced when the new one is whole, and nothing is left where it is refused.</summary>
    /// <param name="path">The file, such as <c>m.onnx</c>.</param>
    /// <param name="network">The network and its numbers.</param>
    /// <param name="options">How it becomes a model; null for the defaults.</param>
    /// <param name="labels">What the model says about itself; null for nothing.</param>
    /// <returns>Bytes of the file.</returns>
    /// <exception cref="NatsBenchException">As for <see cref="OnnxExport.ToArray"/>, or the file cannot be written.</exception>
    public static long Write(string path, TrainedNetwork network, OnnxOptions? options = null, OnnxLabels? labels = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] model = OnnxExport.ToArray(network, options, labels);
        using AsideFile file = new(path);
        file.Write(model);
        file.Commit([]);
        return model.Length;
    }
}
