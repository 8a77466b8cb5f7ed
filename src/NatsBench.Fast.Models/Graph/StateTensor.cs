namespace NatsBench.Fast.Models.Graph;

/// <summary>The name, kind and shape of one tensor of a network's state, an entry of PyTorch's <c>state_dict</c>. Immutable.</summary>
public sealed class StateTensor
{
    private readonly int[] _shape;

    internal StateTensor(string name, TensorKind kind, params int[] shape)
    {
        Name = name;
        Kind = kind;
        _shape = shape;
    }

    /// <summary>PyTorch's name: within a network the module's path and the tensor, such as <c>stem.0.weight</c>; within a node the tensor alone.</summary>
    public string Name { get; }

    /// <summary>What it is for, which says its element type as well.</summary>
    public TensorKind Kind { get; }

    /// <summary>Its sides, slowest first: [out, in, rows, columns] of a convolution, [out, in] of the classifier; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>Number of elements; 1 for a scalar.</summary>
    public long Count
    {
        get
        {
            long count = 1;
            foreach (int side in _shape)
                count *= side;
            return count;
        }
    }

    /// <summary>Name and shape, such as <c>stem.0.weight [16, 3, 3, 3]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", _shape)}]";

    /// <summary>The same tensor by its name within the network.</summary>
    internal StateTensor Within(string path) => new($"{path}.{Name}", Kind, _shape);
}
