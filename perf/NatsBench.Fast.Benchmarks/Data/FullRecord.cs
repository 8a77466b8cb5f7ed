using System.Buffers.Binary;
using System.Text;
using ICSharpCode.SharpZipLib.BZip2;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models;
using NatsBench.Fast.Models.Initialisation;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Benchmarks.Data;

/// <summary>
/// A record as a full archive has it, but for its curves: five trainings with the tensors of fresh networks, each a call of PyTorch's on a storage of its
/// own, pickled and compressed. Fresh numbers compress as badly as trained ones.
/// </summary>
internal static class FullRecord
{
    /// <summary>The architecture's text: every edge a convolution, so that its networks are the largest of the space.</summary>
    private const string Architecture = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";

    private static readonly (string Dataset, int Seed, int Classes)[] Trainings =
        [("cifar10-valid", 777, 10), ("cifar10-valid", 888, 10), ("cifar10", 777, 10), ("cifar100", 777, 100), ("ImageNet16-120", 777, 120)];

    /// <summary>Writes the record of an index.</summary>
    public static void Write(string path, int index)
    {
        using MemoryStream pickle = new();
        pickle.Write([0x80, 4]);
        pickle.Write("}("u8);
        Text(pickle, "12");
        pickle.Write("}("u8);
        Text(pickle, "arch_index");
        Integer(pickle, index);
        Text(pickle, "arch_str");
        Text(pickle, Architecture);
        Text(pickle, "all_results");
        pickle.Write("}("u8);
        foreach ((string dataset, int seed, int classes) in Trainings)
        {
            Text(pickle, dataset);
            Integer(pickle, seed);
            pickle.Write([0x86]); // a tuple of two
            pickle.Write("}("u8);
            Text(pickle, "net_state_dict");
            State(pickle, CellNetworks.Of(TopologyCell.Parse(Architecture), classes).Initialise(seed));
            pickle.Write("u"u8);
        }
        pickle.Write("uuu."u8);
        pickle.Position = 0;
        using FileStream file = File.Create(path);
        BZip2.Compress(pickle, file, isStreamOwner: false, level: 9);
    }

    private static void State(Stream pickle, TrainedNetwork network)
    {
        pickle.Write("ccollections\nOrderedDict\n)R("u8);
        foreach (Tensor tensor in network.Tensors)
        {
            Text(pickle, tensor.Name);
            pickle.Write("ctorch._utils\n_rebuild_tensor_v2\n(ctorch.storage\n_load_from_bytes\n"u8);
            byte[] storage = Storage(tensor);
            pickle.Write("B"u8);
            pickle.Write(Little(storage.Length));
            pickle.Write(storage);
            pickle.Write([0x85]); // a tuple of one
            pickle.Write("R"u8);
            Integer(pickle, 0);
            Tuple(pickle, tensor.Shape.ToArray());
            Tuple(pickle, Strides(tensor.Shape));
            pickle.Write([0x89]); // False
            pickle.Write("ccollections\nOrderedDict\n)RtR"u8);
        }
        pickle.Write("u"u8);
    }

    private static byte[] Storage(Tensor tensor)
    {
        using MemoryStream stream = new();
        int count = tensor.Bytes.Length / tensor.Type.Bytes();
        stream.Write([0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.', 0x80, 2, (byte)'M', 0xE9, 3, (byte)'.']);
        stream.Write([0x80, 2, (byte)'}', (byte)'(']);
        Text(stream, "little_endian");
        stream.Write([0x88, (byte)'u', (byte)'.', 0x80, 2, (byte)'(']);
        Text(stream, "storage");
        stream.Write(Encoding.ASCII.GetBytes($"ctorch\n{(tensor.Type == ElementType.F32 ? "FloatStorage" : "LongStorage")}\n"));
        Text(stream, "7");
        Text(stream, "cpu");
        Integer(stream, count);
        stream.Write([(byte)'N', (byte)'t', (byte)'Q', (byte)'.', 0x80, 2, (byte)']']);
        Text(stream, "7");
        stream.Write("a."u8);
        stream.Write(BitConverter.GetBytes((long)count));
        stream.Write(tensor.Bytes);
        return stream.ToArray();
    }

    private static int[] Strides(ReadOnlySpan<int> shape)
    {
        int[] strides = new int[shape.Length];
        for (int d = shape.Length - 1, step = 1; d >= 0; step *= shape[d--])
            strides[d] = step;
        return strides;
    }

    private static void Tuple(Stream pickle, int[] numbers)
    {
        pickle.Write("("u8);
        foreach (int number in numbers)
            Integer(pickle, number);
        pickle.Write("t"u8);
    }

    private static void Text(Stream pickle, string text)
    {
        pickle.Write("X"u8);
        pickle.Write(Little(text.Length));
        pickle.Write(Encoding.ASCII.GetBytes(text));
    }

    private static void Integer(Stream pickle, int number)
    {
        pickle.Write("J"u8);
        pickle.Write(Little(number));
    }

    private static byte[] Little(int number)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
