using System.Diagnostics.CodeAnalysis;

namespace NatsBench.Fast.Models.Weights;

/// <summary>The tensors of one network, each under a name of its own: a <c>state_dict</c>. Immutable; any number of threads may ask at once.</summary>
public sealed class TensorSet
{
    private readonly Tensor[] _tensors;
    private readonly Dictionary<string, Tensor> _byName;

    /// <summary>Creates a set.</summary>
    /// <param name="tensors">The tensors; their order is kept.</param>
    /// <exception cref="NatsBenchException">Two have one name.</exception>
    public TensorSet(IEnumerable<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        _tensors = [.. tensors];
        _byName = new Dictionary<string, Tensor>(_tensors.Length, StringComparer.Ordinal);
        foreach (Tensor tensor in _tensors)
            if (!_byName.TryAdd(tensor.Name, tensor))
                throw new NatsBenchException($"two tensors are called '{tensor.Name}'; a network's names are distinct");
    }

    /// <summary>The tensors in the order in which they were given, which in an archive is PyTorch's.</summary>
    public IReadOnlyList<Tensor> Tensors => _tensors;

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="NatsBenchException">There is none.</exception>
    public Tensor this[string name] => TryGet(name, out Tensor? tensor) ? tensor : throw new NatsBenchException($"there is no tensor '{name}'");

    /// <summary>Gets the tensor of a name; false where there is none.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Tensor? tensor) => _byName.TryGetValue(name, out tensor);
}
