using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Tests.Stores;

/// <summary>Small sets of tensors of every type.</summary>
internal static class SampleTensors
{
    public static TrainingKey Key(int architecture, long seed = 777, string dataset = "cifar10", string setting = "12") =>
        new(architecture, new TrainingSetting(setting), new Dataset(dataset), seed);

    /// <summary>Numbers begin at <paramref name="first"/>, so that sets of one shape differ.</summary>
    public static TensorSet Set(float first = 0.5f) => new(
    [
        new Tensor("stem.0.weight", [2, 3], [first, 1, -2.25f, float.MinValue, float.Epsilon, -0f]),
        new Tensor("stem.1.num_batches_tracked", [], [long.MinValue + (long)first]),
        new Tensor("none", [0, 5], Array.Empty<float>()),
        new Tensor("größe", [1], [double.Pi]),
        new Tensor("last", [3], [1, 2, 3f]),
    ]);

    /// <summary>Names, types, shapes and bits of every tensor in order, to be compared.</summary>
    public static string[] Shown(TensorSet tensors) => [.. tensors.Tensors.Select(tensor => $"{tensor} {Convert.ToHexString(tensor.Bytes)}")];
}
