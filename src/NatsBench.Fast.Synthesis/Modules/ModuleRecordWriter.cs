using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NatsBench.Fast.Conversion.NasBench101;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Synthesis.Modules;

/// <summary>Records of NAS-Bench-101 as its TFRecord files have them. Not thread-safe: what it gives is valid until the next.</summary>
/// <param name="mark">What the records say of their origin.</param>
internal sealed class ModuleRecordWriter(string mark)
{
    // Python's base64 has lines of so many characters.
    private const int LineBytes = 57;

    private readonly ArrayBufferWriter<byte> _message = new();
    private readonly ArrayBufferWriter<byte> _point = new();
    private readonly StringBuilder _text = new();
    private byte[] _frame = [];

    /// <summary>A framed record.</summary>
    public ReadOnlySpan<byte> Frame(
        ModuleHash hash, ModuleGraph module, int epochs, int parameters, in ModulePoint untrained, in ModulePoint halfway, in ModulePoint final)
    {
        _message.ResetWrittenCount();
        Point(0, untrained, MetricsMessage.SyntheticMark, mark);
        Point(epochs * 0.5, halfway, [], "");
        Point(epochs, final, [], "");
        Byte(_message, 2 << 3);
        Varint(_message, (uint)parameters);
        Double(_message, 3, (final.Seconds ?? 0) * 1.1);

        _text.Clear().Append("[\"").Append(hash).Append("\", ").Append(epochs).Append(", \"").Append(module.Matrix()).Append("\", \"")
            .AppendJoin(',', module.OperationNames()).Append("\", \"");
        ReadOnlySpan<byte> rest = _message.WrittenSpan;
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<byte> line = rest[..int.Min(LineBytes, rest.Length)];
            _text.Append(Convert.ToBase64String(line)).Append("\\n");
            rest = rest[line.Length..];
        }
        _text.Append("\"]");
        return Framed(_text.ToString());
    }

    private ReadOnlySpan<byte> Framed(string text)
    {
        int length = text.Length, all = TfRecordFrames.HeaderBytes + length + sizeof(uint);
        if (_frame.Length < all)
            _frame = new byte[2 * all];
        BinaryPrimitives.WriteUInt64LittleEndian(_frame, (ulong)length);
        BinaryPrimitives.WriteUInt32LittleEndian(_frame.AsSpan(sizeof(ulong)), Crc32C.Masked(Crc32C.Of(_frame.AsSpan(0, sizeof(ulong)))));
        Span<byte> record = _frame.AsSpan(TfRecordFrames.HeaderBytes, length);
        Encoding.ASCII.GetBytes(text, record);
        BinaryPrimitives.WriteUInt32LittleEndian(_frame.AsSpan(TfRecordFrames.HeaderBytes + length), Crc32C.Masked(Crc32C.Of(record)));
        return _frame.AsSpan(0, all);
    }

    private void Point(double epoch, in ModulePoint point, ReadOnlySpan<byte> beforePath, string path)
    {
        _point.ResetWrittenCount();
        Double(_point, 1, epoch);
        Double(_point, 2, point.Seconds ?? 0);
        Double(_point, 3, point.Train ?? 0);
        Double(_point, 4, point.Valid ?? 0);
        Double(_point, 5, point.Test ?? 0);
        if (path.Length > 0)
        {
            Byte(_point, 6 << 3 | 2);
            Varint(_point, (uint)(beforePath.Length + path.Length));
            _point.Write(beforePath);
            _point.Write(Encoding.UTF8.GetBytes(path));
        }
        Byte(_message, 1 << 3 | 2);
        Varint(_message, (uint)_point.WrittenCount);
        _message.Write(_point.WrittenSpan);
    }

    private static void Byte(ArrayBufferWriter<byte> target, int value) => target.Write([(byte)value]);

    private static void Double(ArrayBufferWriter<byte> target, int field, double value)
    {
        Span<byte> bytes = stackalloc byte[1 + sizeof(double)];
        bytes[0] = (byte)(field << 3 | 1);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[1..], value);
        target.Write(bytes);
    }

    private static void Varint(ArrayBufferWriter<byte> target, uint value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte(target, (int)(value & 0x7f) | 0x80);
        Byte(target, (int)value);
    }
}
