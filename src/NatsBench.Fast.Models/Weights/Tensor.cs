using System.Runtime.InteropServices;

namespace NatsBench.Fast.Models.Weights;

/// <summary>A named array of numbers, an entry of a <c>state_dict</c>; row-major: the last side varies fastest. Whoever holds it must not write to it.</summary>
public sealed class Tensor
{
    private readonly int[] _shape;
    private readonly Array? _values;
    private readonly ReadOnlyMemory<byte> _elsewhere;

    /// <summary>Creates a float32 tensor.</summary>
    /// <param name="name">Its name, such as <c>stem.0.weight</c>.</param>
    /// <param name="shape">Its sides, slowest first; none for a scalar.</param>
    /// <param name="values">Its elements, as many as the sides say; kept, not copied.</param>
    public Tensor(string name, ReadOnlySpan<int> shape, float[] values) : this(name, ElementType.F32, shape, (Array)values) { }

    /// <summary>Creates an int64 tensor.</summary>
    /// <param name="name">Its name, such as <c>stem.1.num_batches_tracked</c>.</param>
    /// <param name="shape">Its sides, slowest first; none for a scalar.</param>
    /// <param name="values">Its elements, as many as the sides say; kept, not copied.</param>
    public Tensor(string name, ReadOnlySpan<int> shape, long[] values) : this(name, ElementType.I64, shape, (Array)values) { }

    /// <summary>Creates a float64 tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its sides, slowest first; none for a scalar.</param>
    /// <param name="values">Its elements, as many as the sides say; kept, not copied.</param>
    public Tensor(string name, ReadOnlySpan<int> shape, double[] values) : this(name, ElementType.F64, shape, (Array)values) { }

    private Tensor(string name, ElementType type, ReadOnlySpan<int> shape, Array values)
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
        (Name, Type, _shape, _values) = (name, type, shape.ToArray(), values);
    }

    /// <summary>Creates a tensor whose elements lie in a file, as many bytes as they take.</summary>
    internal Tensor(string name, ElementType type, int[] shape, ReadOnlyMemory<byte> bytes) => (Name, Type, _shape, _elsewhere) = (name, type, shape, bytes);

    /// <summary>Its name within the network.</summary>
    public string Name { get; }

    /// <summary>What its elements are.</summary>
    public ElementType Type { get; }

    /// <summary>Its sides, slowest first; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>The elements of a float32 tensor.</summary>
    /// <exception cref="InvalidOperationException">It holds other numbers.</exception>
    /// <exception cref="ObjectDisposedException">They lie in a weight store that has been closed.</exception>
    public ReadOnlySpan<float> Floats => Elements<float>(ElementType.F32);

    /// <summary>The elements of an int64 tensor.</summary>
    /// <exception cref="InvalidOperationException">It holds other numbers.</exception>
    /// <exception cref="ObjectDisposedException">They lie in a weight store that has been closed.</exception>
    public ReadOnlySpan<long> Integers => Elements<long>(ElementType.I64);

    /// <summary>The elements of a float64 tensor.</summary>
    /// <exception cref="InvalidOperationException">It holds other numbers.</exception>
    /// <exception cref="ObjectDisposedException">They lie in a weight store that has been closed.</exception>
    public ReadOnlySpan<double> Doubles => Elements<double>(ElementType.F64);

    /// <summary>The elements of any tensor as they lie in memory, little-endian.</summary>
    /// <exception cref="ObjectDisposedException">They lie in a weight store that has been closed.</exception>
    public ReadOnlySpan<byte> Bytes => Type switch
    {
        ElementType.F32 => MemoryMarshal.AsBytes(Floats),
        ElementType.I64 => MemoryMarshal.AsBytes(Integers),
        _ => MemoryMarshal.AsBytes(Doubles),
    };

    /// <summary>Name, type and shape, such as <c>stem.0.weight float32 [16, 3, 3, 3]</c>.</summary>
    public override string ToString() => $"{Name} {Describe(Type, _shape)}";

    /// <summary>Type and shape, such as <c>float32 [16, 3, 3, 3]</c>.</summary>
    internal static string Describe(ElementType type, ReadOnlySpan<int> shape) => $"{NameOf(type)} [{string.Join(", ", shape.ToArray())}]";

    private static string NameOf(ElementType type) => type switch
    {
        ElementType.F32 => "float32",
        ElementType.I64 => "int64",
        _ => "float64",
    };

    private ReadOnlySpan<T> Elements<T>(ElementType type) where T : unmanaged
    {
        if (_values is T[] values)
            return values;
        if (_values is null && type == Type)
            return MemoryMarshal.Cast<byte, T>(_elsewhere.Span);
        throw new InvalidOperationException($"{this} holds no {NameOf(type)}");
    }
}
