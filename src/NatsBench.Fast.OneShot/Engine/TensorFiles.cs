using NatsBench.Fast.Models.Stores;
using NatsBench.Fast.Models.Weights;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace NatsBench.Fast.OneShot.Engine;

/// <summary>Tensors of the engine in safetensors files.</summary>
public static class TensorFiles
{
    /// <summary>Writes tensors of float32, float64 and int64; an existing file is replaced when the new one is whole.</summary>
    /// <exception cref="NatsBenchException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<(string Name, Tensor Value)> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafetensorsFile.Write(path, new TensorSet(tensors.Select(pair => Plain(pair.Name, pair.Value))), metadata);

    /// <summary>Reads a file onto the processor; whoever asks disposes the tensors.</summary>
    /// <exception cref="NatsBenchException">There is no such file, or it is damaged.</exception>
    public static Dictionary<string, Tensor> Read(string path) => SafetensorsFile.Read(path).Tensors.Tensors.ToDictionary(one => one.Name, ToTorch);

    /// <summary>A copy of a tensor in plain memory.</summary>
    public static Models.Weights.Tensor Plain(string name, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int[] shape = [.. value.shape.Select(side => checked((int)side))];
        using DisposeScope scope = NewDisposeScope();
        Tensor plain = value.detach().cpu().contiguous();
        return plain.dtype switch
        {
            ScalarType.Float32 => new(name, shape, plain.data<float>().ToArray()),
            ScalarType.Float64 => new(name, shape, plain.data<double>().ToArray()),
            ScalarType.Int64 => new(name, shape, plain.data<long>().ToArray()),
            _ => throw new ArgumentException($"{name} holds {plain.dtype}, which is not written", nameof(value)),
        };
    }

    /// <summary>A tensor of the engine, on the processor.</summary>
    public static Tensor ToTorch(Models.Weights.Tensor plain)
    {
        ArgumentNullException.ThrowIfNull(plain);
        long[] shape = [.. plain.Shape.ToArray().Select(side => (long)side)];
        return plain.Type switch
        {
            ElementType.F32 => tensor(plain.Floats.ToArray(), shape),
            ElementType.F64 => tensor(plain.Doubles.ToArray(), shape),
            _ => tensor(plain.Integers.ToArray(), shape),
        };
    }
}
