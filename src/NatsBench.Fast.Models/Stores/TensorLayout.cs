using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Stores;

/// <summary>
/// Names, types and shapes of a network's tensors, stored once for all networks that share them. Tensor entries of 48 bytes, then the text of
/// the names, UTF-8; little-endian:
/// <code>
///  0- 3  where the name begins in the text   4- 7  its bytes
///  8     type: 1 float32, 2 int64, 3 float64
///  9     number of sides                    10-15  zero
/// 16-47  eight sides, slowest first; those that are not there are zero
/// </code>
/// A network's tensors lie in this order; each begins at the next multiple of 64.
/// </summary>
internal sealed class TensorLayout
{
    /// <summary>No tensor has more sides; a network's convolutions have 4.</summary>
    public const int MaxDimensions = 8;

    private const int EntrySize = 48;
    private const int TypeOffset = 8;
    private const int SidesOffset = 16;

    private readonly (string Name, ElementType Type, int[] Shape, int Offset, int Length)[] _tensors;
    private readonly Dictionary<string, int> _places;

    private TensorLayout((string, ElementType, int[], int, int)[] tensors, Dictionary<string, int> places) => (_tensors, _places) = (tensors, places);

    /// <summary>The tensors of a network whose bytes lie in memory.</summary>
    public TensorSet Over(ReadOnlyMemory<byte> network)
    {
        var tensors = new Tensor[_tensors.Length];
        for (int i = 0; i < tensors.Length; i++)
        {
            (string name, ElementType type, int[] shape, int offset, int length) = _tensors[i];
            tensors[i] = new Tensor(name, type, shape, network.Slice(offset, length));
        }
        return new TensorSet(tensors, _places);
    }

    /// <summary>The bytes of the layout that some tensors have.</summary>
    /// <exception cref="NatsBenchException">A tensor has more sides than a store keeps.</exception>
    public static byte[] Write(IReadOnlyList<Tensor> tensors)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(tensors.Select(tensor => tensor.Name)));
        byte[] bytes = new byte[tensors.Count * EntrySize + text.Length];
        int start = 0;
        for (int i = 0; i < tensors.Count; i++)
        {
            Tensor tensor = tensors[i];
            if (tensor.Shape.Length > MaxDimensions)
                throw new NatsBenchException($"{tensor}: a store keeps tensors of {MaxDimensions} sides at most");
            Span<byte> entry = bytes.AsSpan(i * EntrySize, EntrySize);
            int length = Encoding.UTF8.GetByteCount(tensor.Name);
            BinaryPrimitives.WriteInt32LittleEndian(entry, start);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], length);
            entry[TypeOffset] = (byte)(tensor.Type + 1);
            entry[TypeOffset + 1] = (byte)tensor.Shape.Length;
            for (int d = 0; d < tensor.Shape.Length; d++)
                BinaryPrimitives.WriteInt32LittleEndian(entry[(SidesOffset + d * sizeof(int))..], tensor.Shape[d]);
            start += length;
        }
        text.CopyTo(bytes, tensors.Count * EntrySize);
        return bytes;
    }

    /// <summary>Reads a layout whose checksum has been checked; its figures are distrusted all the same.</summary>
    /// <exception cref="DamagedFileException">It contradicts itself or its entry; the message says where.</exception>
    public static TensorLayout Read(ReadOnlySpan<byte> bytes, LayoutEntry entry, string path)
    {
        if (entry.Tensors < 0 || (long)entry.Tensors * EntrySize > bytes.Length)
            throw Unsound(path, $"says {entry.Tensors} tensors in {bytes.Length} bytes");
        ReadOnlySpan<byte> text = bytes[(entry.Tensors * EntrySize)..];
        var tensors = new (string, ElementType, int[], int, int)[entry.Tensors];
        Dictionary<string, int> places = new(entry.Tensors, StringComparer.Ordinal);
        long end = 0;
        int textLeft = text.Length;
        for (int i = 0; i < tensors.Length; i++)
        {
            ReadOnlySpan<byte> tensor = bytes.Slice(i * EntrySize, EntrySize);
            string name = ReadName(tensor, text, i, ref textLeft, path);
            if (!places.TryAdd(name, i))
                throw Unsound(path, $"has two tensors of one name, the second is number {i}");
            (ElementType type, int[] shape, Int128 length) = ReadShape(tensor, i, path);
            long offset = StoreHeader.Align(end);
            if (length > entry.NetworkLength - offset || entry.NetworkLength > int.MaxValue)
                throw Unsound(path, $"has tensors beyond the {entry.NetworkLength} bytes of a network, the first is number {i}");
            tensors[i] = (name, type, shape, (int)offset, (int)length);
            end = offset + (long)length;
        }
        if (end != entry.NetworkLength)
            throw Unsound(path, $"has tensors of {end} bytes in networks of {entry.NetworkLength}");
        return new TensorLayout(tensors, places);
    }

    // All names together are no more than the text, so that none is told twice.
    private static string ReadName(ReadOnlySpan<byte> tensor, ReadOnlySpan<byte> text, int number, ref int textLeft, string path)
    {
        int start = BinaryPrimitives.ReadInt32LittleEndian(tensor), length = BinaryPrimitives.ReadInt32LittleEndian(tensor[4..]);
        if (start < 0 || length <= 0 || start > text.Length - length || (textLeft -= length) < 0 || !Utf8.IsValid(text.Slice(start, length)))
            throw Unsound(path, $"has no name for tensor {number}");
        return Encoding.UTF8.GetString(text.Slice(start, length));
    }

    private static (ElementType Type, int[] Shape, Int128 Length) ReadShape(ReadOnlySpan<byte> tensor, int number, string path)
    {
        ElementType type = (ElementType)(tensor[TypeOffset] - 1);
        int dimensions = tensor[TypeOffset + 1];
        if (!Enum.IsDefined(type) || dimensions > MaxDimensions)
            throw Unsound(path, $"has tensor {number} of type {tensor[TypeOffset]} with {dimensions} sides");
        int[] shape = new int[dimensions];
        Int128 length = type.Bytes();
        for (int d = 0; d < dimensions; d++)
        {
            shape[d] = BinaryPrimitives.ReadInt32LittleEndian(tensor[(SidesOffset + d * sizeof(int))..]);
            // Eight sides of 31 bits are too many even for 128; no network has 2^63 bytes.
            if (shape[d] < 0 || length > long.MaxValue)
                throw Unsound(path, $"has tensor {number} with sides [{string.Join(", ", shape)}]");
            length *= shape[d];
        }
        return (type, shape, length);
    }

    private static DamagedFileException Unsound(string path, string what) => StoreHeader.Damaged(path, $"a layout of tensors {what}");
}
