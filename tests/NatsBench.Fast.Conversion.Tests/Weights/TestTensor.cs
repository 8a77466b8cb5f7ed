using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using NatsBench.Fast.Conversion.Pickle;

namespace NatsBench.Fast.Conversion.Tests.Weights;

/// <summary>A tensor for <see cref="Archives.TestPickle"/>, right or wrong in any part.</summary>
/// <param name="Stream">The storage as PyTorch writes it.</param>
/// <param name="Offset">Where the tensor begins in it.</param>
/// <param name="Shape">Its sides.</param>
/// <param name="Strides">Its strides.</param>
internal sealed record TestTensor(byte[] Stream, long Offset, long[] Shape, long[] Strides)
{
    /// <summary>A vector of float32.</summary>
    public static TestTensor Of(params float[] values) => new(StreamOf("FloatStorage", values.Length, MemoryMarshal.AsBytes<float>(values).ToArray()), 0, [values.Length], [1]);

    /// <summary>A scalar of int64.</summary>
    public static TestTensor Of(long value) => new(StreamOf("LongStorage", 1, BitConverter.GetBytes(value)), 0, [], []);

    /// <summary>A stream as <c>torch.save</c> wrote them before PyTorch 1.6; what is given after the data spoils a part of it.</summary>
    public static byte[] StreamOf(
        string type, long count, byte[] data, long? stated = null, bool littleEndian = true, int version = 1001, string otherKey = "7", string kind = "storage", byte mark = 0x6c)
    {
        byte[] head =
        [
            .. Pickle(Op.Long1, 10, mark, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19),
            .. Pickle(Op.BinInt, BitConverter.GetBytes(version)),
            .. Pickle(Op.EmptyDict, Op.Mark, Text("little_endian"), littleEndian ? Op.NewTrue : Op.NewFalse, Op.SetItems),
            .. Pickle(
                Op.Mark, Text(kind), Op.Global, Encoding.ASCII.GetBytes($"torch\n{type}\n"), Text("7"), Text("cpu"),
                Op.Long1, 8, BitConverter.GetBytes(count), Op.None, Op.Tuple, Op.BinPersId),
            .. Pickle(Op.EmptyList, Text(otherKey), Op.Append),
        ];
        byte[] number = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, stated ?? count);
        return [.. head, .. number, .. data];
    }

    private static byte[] Text(string text) => [(byte)Op.BinUnicode, .. BitConverter.GetBytes(text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Pickle(params object[] parts) =>
    [
        (byte)Op.Proto, 2,
        .. parts.SelectMany(part => part switch
        {
            byte[] bytes => bytes,
            Op op => [(byte)op],
            byte one => [one],
            int one => [(byte)one],
            _ => throw new ArgumentException($"{part}"),
        }),
        (byte)Op.Stop,
    ];
}
