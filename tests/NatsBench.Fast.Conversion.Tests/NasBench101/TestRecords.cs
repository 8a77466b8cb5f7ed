using System.Buffers.Binary;
using System.Text;
using NatsBench.Fast.Conversion.NasBench101;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Conversion.Tests.NasBench101;

/// <summary>Records of NAS-Bench-101 made by hand, so that each may have one thing wrong.</summary>
internal static class TestRecords
{
    public static ModuleGraph Module { get; } = ModuleGraph.Parse("010001000:input,maxpool3x3,output");

    /// <summary>The text of a record.</summary>
    public static string Text(ModuleGraph? module = null, int epochs = 4, byte[]? metrics = null, string? hash = null, string? matrix = null, string? operations = null, string? base64 = null)
    {
        ModuleGraph graph = module ?? Module;
        return $"[\"{hash ?? graph.Hash().ToString()}\", {epochs}, \"{matrix ?? graph.Matrix()}\", \"{operations ?? string.Join(',', graph.OperationNames())}\", \"{base64 ?? Convert.ToBase64String(metrics ?? Metrics(epochs)) + "\\n"}\"]";
    }

    /// <summary>The original's message, its numbers float32 values.</summary>
    public static byte[] Metrics(int epochs, float valid = 0.5f, int parameters = 1000) =>
        [.. Point(0, 0, 0.1f), .. Point(epochs / 2.0, 10 * epochs, valid / 2), .. Point(epochs, 20 * epochs, valid), 2 << 3, .. Varint((ulong)parameters), 3 << 3 | 1, .. Double(99)];

    public static byte[] Point(double epoch, double seconds, double accuracy) => Message(
        [1 << 3 | 1, .. Double(epoch), 2 << 3 | 1, .. Double(seconds), 3 << 3 | 1, .. Double(accuracy), 4 << 3 | 1, .. Double(accuracy), 5 << 3 | 1, .. Double(accuracy)]);

    public static byte[] Message(byte[] bytes) => Field(1, bytes);

    public static byte[] Field(int number, double value) => [(byte)(number << 3 | 1), .. Double(value)];

    public static byte[] Field(int number, byte[] bytes) => [(byte)(number << 3 | 2), .. Varint((ulong)bytes.Length), .. bytes];

    public static byte[] Double(double value) => BitConverter.GetBytes(value);

    public static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    /// <summary>A framed record.</summary>
    public static byte[] Frame(string text)
    {
        byte[] record = Encoding.UTF8.GetBytes(text), frame = new byte[record.Length + 16];
        BinaryPrimitives.WriteInt64LittleEndian(frame, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), Crc32C.Masked(Crc32C.OfBits(frame.AsSpan(0, 8))));
        record.CopyTo(frame, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(12 + record.Length), Crc32C.Masked(Crc32C.OfBits(record)));
        return frame;
    }
}
