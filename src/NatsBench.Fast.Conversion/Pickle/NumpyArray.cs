namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>A NumPy array as it is written: row-major, its numbers still bytes.</summary>
internal sealed class NumpyArray
{
    /// <summary>The most dimensions that are read; images have two, a row each.</summary>
    public const int MaxDimensions = 8;

    private NumpyType? _type;

    /// <summary>True until an array that is being built has its numbers.</summary>
    public bool IsEmpty => _type is null;

    /// <summary>What its numbers are.</summary>
    public NumpyType Type => _type!;

    /// <summary>Its sides, slowest first; their product is the number of numbers.</summary>
    public int[] Shape { get; private set; } = [];

    /// <summary>Its numbers.</summary>
    public byte[] Data { get; private set; } = [];

    public void Fill(NumpyType type, int[] shape, byte[] data) => (_type, Shape, Data) = (type, shape, data);

    /// <summary>Type and sides, such as <c>u1 [10000, 3072]</c>.</summary>
    public override string ToString() => IsEmpty ? "a NumPy array without numbers" : $"{Type} [{string.Join(", ", Shape)}]";
}
