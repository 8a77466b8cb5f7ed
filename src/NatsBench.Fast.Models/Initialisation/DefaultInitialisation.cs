using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Graph;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Initialisation;

/// <summary>
/// Fresh networks with the numbers that PyTorch's modules give themselves when they are made: convolutions and the classifier from
/// <c>kaiming_uniform_(a=√5)</c>, its bias uniform within ±1/√(inputs), batch normalisations 1 and 0 with statistics 0 and 1. Neither
/// official family does anything else. Modules are made in the order of <see cref="NetworkGraph.Nodes"/>, so the draws are the original's.
/// </summary>
public static class DefaultInitialisation
{
    /// <summary>The network as PyTorch makes it after <c>torch.manual_seed(seed)</c>, to the last bit.</summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">Such as 777, with which the official trials begin. As in PyTorch its lowest 32 bits alone count.</param>
    /// <exception cref="NatsBenchException">A tensor has more numbers than memory can hold in one piece.</exception>
    public static TrainedNetwork Initialise(this NetworkGraph network, long seed) => network.Initialise(new TorchGenerator(seed));

    /// <summary>The network as PyTorch makes it next, with a generator that others may have drawn from before.</summary>
    /// <param name="network">The network.</param>
    /// <param name="generator">The generator; it stands behind the network's draws afterwards.</param>
    /// <exception cref="NatsBenchException">A tensor has more numbers than memory can hold in one piece.</exception>
    public static TrainedNetwork Initialise(this NetworkGraph network, TorchGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(generator);
        List<Tensor> tensors = [];
        foreach (Node node in network.Nodes)
            foreach (StateTensor tensor in node.Operation.State())
                tensors.Add(Make(node.Operation, tensor, tensor.Within(node.Path), generator));
        return new TrainedNetwork(network, [.. tensors]);
    }

    private static Tensor Make(Operation operation, StateTensor tensor, StateTensor named, TorchGenerator generator)
    {
        if (tensor.Kind == TensorKind.Counter)
            return new Tensor(named.Name, named.Shape, new long[1]);
        if (tensor.Count > Array.MaxLength)
            throw new NatsBenchException($"{named} has {tensor.Count} numbers, more than one piece of memory holds");
        float[] values = new float[tensor.Count];
        switch (operation)
        {
            case Convolution convolution:
                Kaiming(values, convolution.InChannels * convolution.Window.Size * convolution.Window.Size, generator);
                break;
            case Linear linear when tensor.Name == "weight":
                Kaiming(values, linear.InFeatures, generator);
                break;
            case Linear linear:
                Within(values, 1 / Math.Sqrt(linear.InFeatures), generator);
                break;
            default:
                values.AsSpan().Fill(tensor.Name is "weight" or "running_var" ? 1 : 0);
                break;
        }
        return new Tensor(named.Name, named.Shape, values);
    }

    // The steps of torch.nn.init in double precision, whose √5 squared is not 5.
    private static void Kaiming(Span<float> values, int inputs, TorchGenerator generator)
    {
        double slope = Math.Sqrt(5), gain = Math.Sqrt(2 / (1 + slope * slope));
        Within(values, Math.Sqrt(3) * (gain / Math.Sqrt(inputs)), generator);
    }

    private static void Within(Span<float> values, double bound, TorchGenerator generator) => generator.Uniform(values, (float)-bound, (float)bound);
}
