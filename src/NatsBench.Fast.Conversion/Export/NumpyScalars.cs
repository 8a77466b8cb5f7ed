using System.Buffers.Binary;

namespace NatsBench.Fast.Conversion.Export;

/// <summary>
/// NumPy's float64 scalars as the official records hold them: <c>numpy.core.multiarray.scalar(dtype, bytes)</c>, the type object shared,
/// its arguments the integers 0 and 1 where later versions of NumPy write False and True.
/// </summary>
internal sealed class NumpyScalars(PickleWriter writer)
{
    private int? _scalar;
    private int _type;

    /// <summary>Writes a scalar.</summary>
    public void Write(double value)
    {
        writer.Begin();
        if (_scalar is { } scalar)
        {
            writer.Get(scalar);
            writer.Get(_type);
        }
        else
        {
            _scalar = writer.Global("numpy.core.multiarray", "scalar");
            _type = WriteType();
        }
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        writer.Bytes(bytes);
        writer.TupleOfTwo();
        writer.Reduce();
    }

    private int WriteType()
    {
        writer.Global("numpy", "dtype");
        writer.Text("f8");
        writer.Integer(0);
        writer.Integer(1);
        writer.Opcode('\u0087');
        writer.Memoize();
        int type = writer.Reduce();

        // The state: version, byte order, nothing about fields, and no size, alignment or flags of its own.
        writer.Begin();
        writer.Opcode('(');
        writer.Integer(3);
        writer.Text("<");
        writer.None();
        writer.None();
        writer.None();
        writer.Integer(-1);
        writer.Integer(-1);
        writer.Integer(0);
        writer.Opcode('t');
        writer.Memoize();
        writer.Opcode('b');
        return type;
    }
}
