using System.Diagnostics.CodeAnalysis;

namespace NatsBench.Fast.Models.Weights;

/// <summary>The tensors of one network, each under a name of its own: a <c>state_dict</c>. Immutable; any number of threads may ask at once.</summary>
public sealed class TensorSet
{
    private readonly Tensor[] _tensors;
    private readonly Dictionary<string, int> _places;

    /// <summary>Creates a set.</summary>
    /// <param name="tensors">The tensors; their order is kept.</param>
    /// <exception cref="NatsBenchException">Two have one name.</exception>
    public TensorSet(IEnumerable<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        _tensors = [.. tensors];
        _places = new Dictionary<string, int>(_tensors.Length, StringComparer.Ordinal);
        for (int i = 0; i < _tensors.Length; i++)
            if (!_places.TryAdd(_tensors[i].Name, i))
                throw new NatsBenchException($"two tensors are called '{_tensors[i].Name}'; a network's names are distinct");
    }

    /// <summary>Creates a set whose names are known to be distinct, with the place of each.</summary>
    internal TensorSet(Tensor[] tensors, Dictionary<string, int> places) => (_tensors, _places) = (tensors, places);

    /// <summary>The tensors in the order in which they were given, which in an archive is PyTorch's.</summary>
    public IReadOnlyList<Tensor> Tensors => _tensors;

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="NatsBenchException">There is none.</exception>
    public Tensor this[string name] => TryGet(name, out Tensor? tensor) ? tensor : throw new NatsBenchException($"there is no tensor '{name}'");

    /// <summary>Gets the tensor of a name; false where there is none.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Tensor? tensor)
    {
        tensor = _places.TryGetValue(name, out int place) ? _tensors[place] : null;
        return tensor is not null;
    }
}
