using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NatsBench.Fast.Inference.Arrays;

/// <summary>
/// The header of a <c>.npy</c> file (NumPy's <c>numpy/lib/format.py</c>, versions 1.0 to 3.0): element type and shape of an array in C order. Strict: what
/// NumPy would not have written is refused.
/// </summary>
/// <param name="Type">What the elements are.</param>
/// <param name="Shape">The sides, slowest first; none for a scalar.</param>
internal sealed record NpyHeader(NpyType Type, long[] Shape)
{
    private const int Alignment = 64;
    private const int Prefix = 10;
    private const int PrefixOfLong = 12;
    // NumPy itself refuses longer ones.
    private const int MaxLength = 10_000;
    private const int MaxSides = 64;

    /// <summary>Number of elements.</summary>
    public long Count => CountOf(Shape) ?? throw new OverflowException();

    /// <summary>Bytes of an element.</summary>
    public int ElementSize => Type == NpyType.F32 ? sizeof(float) : 1;

    /// <summary>Reads a header, and leaves the stream at the first element.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Read(Stream stream, out NpyHeader header)
    {
        header = null!;
        Span<byte> prefix = stackalloc byte[PrefixOfLong];
        if (stream.ReadAtLeast(prefix[..Prefix], Prefix, throwOnEndOfStream: false) < Prefix || prefix[0] != 0x93 || !prefix[1..6].SequenceEqual("NUMPY"u8))
            return "is no .npy file; numpy.save writes one";
        int length = BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..]);
        switch (prefix[6], prefix[7])
        {
            case (1, 0):
                break;
            case (2 or 3, 0):
                if (stream.ReadAtLeast(prefix[Prefix..], PrefixOfLong - Prefix, throwOnEndOfStream: false) < PrefixOfLong - Prefix)
                    return "ends within its header";
                length = BinaryPrimitives.ReadInt32LittleEndian(prefix[8..]);
                break;
            default:
                return $"is of version {prefix[6]}.{prefix[7]} of the format; 1.0, 2.0 and 3.0 are known";
        }
        if (length is < 0 or > MaxLength)
            return $"says that its header has {(uint)length} bytes; {MaxLength} are the most";
        byte[] text = new byte[length];
        return stream.ReadAtLeast(text, length, throwOnEndOfStream: false) < length
            ? "ends within its header"
            : new NpyDictionary(Encoding.UTF8.GetString(text)).Read(out header);
    }

    /// <summary>The header as NumPy writes it, in version 1.0: the first element begins at a multiple of 64 bytes.</summary>
    public byte[] ToBytes()
    {
        string sides = Shape.Length == 1 ? $"{Side(Shape[0])}," : string.Join(", ", Shape.Select(Side));
        string text = $"{{'descr': '{Name(Type)}', 'fortran_order': False, 'shape': ({sides}), }}";
        int length = (Prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill((byte)' ');
        bytes[0] = 0x93;
        "NUMPY"u8.CopyTo(bytes.AsSpan(1));
        (bytes[6], bytes[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(length - Prefix));
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(Prefix));
        bytes[^1] = (byte)'\n';
        return bytes;

        static string Side(long side) => side.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>NumPy's name of a type.</summary>
    public static string Name(NpyType type) => type == NpyType.F32 ? "<f4" : "|u1";

    /// <summary>Number of elements of a shape; null where no array has so many bytes, or a side is negative.</summary>
    public static long? CountOf(ReadOnlySpan<long> shape)
    {
        Int128 count = 1;
        if (shape.Length > MaxSides)
            return null;
        foreach (long side in shape)
        {
            if (side < 0)
                return null;
            count *= side;
            if (count > long.MaxValue / sizeof(float))
                return null;
        }
        return (long)count;
    }
}
