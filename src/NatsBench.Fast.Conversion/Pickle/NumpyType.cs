using System.Buffers.Binary;
using System.Numerics;

namespace NatsBench.Fast.Conversion.Pickle;

/// <summary>A NumPy dtype: one number of 1 to 8 bytes.</summary>
internal sealed class NumpyType
{
    private readonly char _kind;

    private NumpyType(char kind, int size) => (_kind, Size) = (kind, size);

    /// <summary>Bytes of one number.</summary>
    public int Size { get; }

    /// <summary>Whether it is uint8.</summary>
    public bool IsByte => _kind == 'u' && Size == 1;

    /// <summary>Set by the state that follows the name.</summary>
    public bool IsBigEndian { get; set; }

    /// <summary>Reads a name such as <c>f8</c>; null for what is not a number.</summary>
    public static NumpyType? Parse(string name) => name switch
    {
        "f2" or "f4" or "f8" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8" or "b1" => new(name[0], name[1] - '0'),
        _ => null,
    };

    /// <summary>Reads a number of <see cref="Size"/> bytes.</summary>
    public PickleValue Read(ReadOnlySpan<byte> bytes)
    {
        Span<byte> little = stackalloc byte[8];
        little.Clear();
        bytes[..Size].CopyTo(little);
        if (IsBigEndian)
            little[..Size].Reverse();
        long raw = BinaryPrimitives.ReadInt64LittleEndian(little);
        int unused = 64 - (8 * Size);
        return _kind switch
        {
            'b' => PickleValue.Bool(raw != 0),
            'i' => PickleValue.Int(raw << unused >> unused),
            'u' => raw >= 0 ? PickleValue.Int(raw) : PickleValue.Int((BigInteger)(ulong)raw),
            _ when Size == 8 => PickleValue.FloatBits(raw),
            _ when Size == 4 => PickleValue.Float(BitConverter.Int32BitsToSingle((int)raw)),
            _ => PickleValue.Float((double)BitConverter.Int16BitsToHalf((short)raw)),
        };
    }

    /// <summary>NumPy's name, such as <c>f8</c>.</summary>
    public override string ToString() => $"{_kind}{Size}";
}
