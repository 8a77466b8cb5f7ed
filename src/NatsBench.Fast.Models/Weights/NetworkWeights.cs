using NatsBench.Fast.Models.Graph;

namespace NatsBench.Fast.Models.Weights;

/// <summary>Gives a network its numbers.</summary>
public static class NetworkWeights
{
    /// <summary>The network with these tensors, strictly: every one it has, no other, each of its shape and element type, all numbers finite.</summary>
    /// <param name="network">The network.</param>
    /// <param name="tensors">Its tensors by PyTorch's names; their order does not matter.</param>
    /// <exception cref="StateMismatchException">Tensors are missing, unexpected or mis-shaped; it lists them all.</exception>
    /// <exception cref="NatsBenchException">A tensor holds a NaN or an infinity.</exception>
    public static TrainedNetwork LoadState(this NetworkGraph network, TensorSet tensors)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tensors);
        IReadOnlyList<StateTensor> state = network.State();
        Tensor[] loaded = Match(state, tensors);
        foreach (Tensor tensor in loaded)
            RequireFinite(tensor);
        return new TrainedNetwork(network, loaded);
    }

    private static Tensor[] Match(IReadOnlyList<StateTensor> state, TensorSet tensors)
    {
        List<string> missing = [], misshaped = [];
        List<Tensor> found = [];
        foreach (StateTensor wanted in state)
        {
            if (!tensors.TryGet(wanted.Name, out Tensor? tensor))
                missing.Add(wanted.Name);
            else if (tensor.Type != TypeOf(wanted) || !tensor.Shape.SequenceEqual(wanted.Shape))
                misshaped.Add($"{tensor}, not {Tensor.Describe(TypeOf(wanted), wanted.Shape)}");
            else
                found.Add(tensor);
        }
        HashSet<string> names = [.. state.Select(wanted => wanted.Name)];
        string[] unexpected = [.. tensors.Tensors.Select(tensor => tensor.Name).Where(name => !names.Contains(name))];
        return missing.Count + misshaped.Count + unexpected.Length == 0 ? [.. found] : throw new StateMismatchException(missing, unexpected, misshaped);
    }

    private static ElementType TypeOf(StateTensor tensor) => tensor.Kind == TensorKind.Counter ? ElementType.I64 : ElementType.F32;

    private static void RequireFinite(Tensor tensor)
    {
        if (tensor.Type != ElementType.F32)
            return;
        ReadOnlySpan<float> values = tensor.Floats;
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new NatsBenchException($"{tensor}: element {i} is {values[i]}, and no network computes with that; take the weights of another seed or setting");
    }
}
