using System.Numerics;
using NatsBench.Fast.Official;

namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>
/// A Python value. Numbers lie in <see cref="Bits"/>, so none is ever boxed; a string carries there its id in the
/// machine's <see cref="StringTable"/>, so equal ids are equal strings.
/// </summary>
internal readonly struct PickleValue
{
    private readonly object? _object;

    private PickleValue(PickleKind kind, long bits, object? value)
    {
        Kind = kind;
        Bits = bits;
        _object = value;
    }

    public PickleKind Kind { get; }

    public long Bits { get; }

    public static PickleValue None => default;

    public static PickleValue Spent => new(PickleKind.Spent, 0, null);

    public static PickleValue Weights => new(PickleKind.Weights, 0, null);

    public static PickleValue Storage(byte[] stream) => new(PickleKind.Storage, 0, stream);

    public static PickleValue Tensor(PickleValue[] arguments) => new(PickleKind.Tensor, 0, arguments);

    public static PickleValue Array(NumpyArray value) => new(PickleKind.Array, 0, value);

    public static PickleValue Bool(bool value) => new(PickleKind.Bool, value ? 1 : 0, null);

    public static PickleValue Int(long value) => new(PickleKind.Int, value, null);

    public static PickleValue Int(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? Int((long)value) : new(PickleKind.BigInt, 0, value);

    public static PickleValue Float(double value) => new(PickleKind.Float, BitConverter.DoubleToInt64Bits(value), null);

    public static PickleValue FloatBits(long bits) => new(PickleKind.Float, bits, null);

    public static PickleValue String(string value, int id) => new(PickleKind.String, id, value);

    public static PickleValue Bytes(byte[] value) => new(PickleKind.Bytes, 0, value);

    public static PickleValue Tuple(PickleValue[] items) => new(PickleKind.Tuple, 0, items);

    public static PickleValue List(PickleList items) => new(PickleKind.List, 0, items);

    public static PickleValue Set(PickleList items) => new(PickleKind.Set, 0, items);

    public static PickleValue Dict(PickleDict items) => new(PickleKind.Dict, 0, items);

    public static PickleValue Global(PickleGlobal value) => new(PickleKind.Global, 0, value);

    public static PickleValue NumpyType(NumpyType value) => new(PickleKind.NumpyType, 0, value);

    public long AsInt => Bits;

    public bool AsBool => Bits != 0;

    public double AsFloat => BitConverter.Int64BitsToDouble(Bits);

    public BigInteger AsBigInt => Kind == PickleKind.Int ? Bits : (BigInteger)_object!;

    public string AsString => (string)_object!;

    /// <summary>The bytes of a byte string or of a storage.</summary>
    public byte[] AsBytes => (byte[])_object!;

    /// <summary>The items of a tuple, or what a tensor is made of.</summary>
    public PickleValue[] AsTuple => (PickleValue[])_object!;

    /// <summary>A list's or a set's items.</summary>
    public PickleList AsList => (PickleList)_object!;

    public PickleDict AsDict => (PickleDict)_object!;

    public PickleGlobal AsGlobal => (PickleGlobal)_object!;

    public NumpyArray AsArray => (NumpyArray)_object!;

    public NumpyType AsNumpyType => (NumpyType)_object!;

    /// <summary>The items of a list, tuple or set.</summary>
    public bool TryGetItems(out ReadOnlySpan<PickleValue> items)
    {
        items = Kind switch
        {
            PickleKind.Tuple => AsTuple,
            PickleKind.List or PickleKind.Set => AsList.Items,
            _ => default,
        };
        return Kind is PickleKind.Tuple or PickleKind.List or PickleKind.Set;
    }

    /// <summary>How messages call the value: a scalar by its text, all else by its kind.</summary>
    public override string ToString() => Kind switch
    {
        PickleKind.None => "None",
        PickleKind.Bool => AsBool ? "True" : "False",
        PickleKind.Int => string.Create(null, $"{Bits}"),
        PickleKind.BigInt => "an integer beyond 64 bits",
        PickleKind.Float => PythonJson.Number(AsFloat), // 12.0, which is not the integer 12
        PickleKind.String => $"'{Printable.Of(AsString)}'",
        PickleKind.Tuple when AsTuple.Length <= 4 && !AsTuple.Any(item => item.Kind == PickleKind.Tuple) =>
            $"({string.Join(", ", AsTuple.Select(item => item.ToString()))})",
        PickleKind.Array => AsArray.ToString(),
        _ => $"a value of kind {Kind}",
    };
}
