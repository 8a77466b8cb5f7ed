namespace NatsBench.Fast.Models.Weights;

/// <summary>A named array of numbers, an entry of a <c>state_dict</c>; row-major: the last side varies fastest. Whoever holds it must not write to it.</summary>
public sealed class Tensor
{
    private readonly int[] _shape;
    private readonly float[]? _floats;
    private readonly long[]? _integers;

    /// <summary>Creates a float32 tensor.</summary>
    /// <param name="name">Its name, such as <c>stem.0.weight</c>.</param>
    /// <param name="shape">Its sides, slowest first; none for a scalar.</param>
    /// <param name="values">Its elements, as many as the sides say; kept, not copied.</param>
    public Tensor(string name, ReadOnlySpan<int> shape, float[] values) : this(name, shape, (Array)values) => _floats = values;

    /// <summary>Creates an int64 tensor.</summary>
    /// <param name="name">Its name, such as <c>stem.1.num_batches_tracked</c>.</param>
    /// <param name="shape">Its sides, slowest first; none for a scalar.</param>
    /// <param name="values">Its elements, as many as the sides say; kept, not copied.</param>
    public Tensor(string name, ReadOnlySpan<int> shape, long[] values) : this(name, shape, (Array)values) => _integers = values;

    private Tensor(string name, ReadOnlySpan<int> shape, Array values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        Int128 count = 1;
        foreach (int side in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(side, nameof(shape));
            count = checked(count * side);
        }
        ArgumentOutOfRangeException.ThrowIfNotEqual((Int128)values.Length, count, nameof(values));
        Name = name;
        _shape = shape.ToArray();
    }

    /// <summary>Its name within the network.</summary>
    public string Name { get; }

    /// <summary>What its elements are.</summary>
    public ElementType Type => _floats is null ? ElementType.I64 : ElementType.F32;

    /// <summary>Its sides, slowest first; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The elements of a float32 tensor.</summary>
    /// <exception cref="InvalidOperationException">It holds whole numbers.</exception>
    public ReadOnlySpan<float> Floats => _floats ?? throw new InvalidOperationException($"{this} holds no float32");

    /// <summary>The elements of an int64 tensor.</summary>
    /// <exception cref="InvalidOperationException">It holds float32.</exception>
    public ReadOnlySpan<long> Integers => _integers ?? throw new InvalidOperationException($"{this} holds no int64");

    /// <summary>Name, type and shape, such as <c>stem.0.weight float32 [16, 3, 3, 3]</c>.</summary>
    public override string ToString() => $"{Name} {Describe(Type, _shape)}";

    /// <summary>Type and shape, such as <c>float32 [16, 3, 3, 3]</c>.</summary>
    internal static string Describe(ElementType type, ReadOnlySpan<int> shape) =>
        $"{(type == ElementType.F32 ? "float32" : "int64")} [{string.Join(", ", shape.ToArray())}]";
}
