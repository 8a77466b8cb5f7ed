using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Models.Stores;

/// <summary>
/// Tensors in the standard format of Hugging Face: the length of a header, the header in JSON (each tensor's type, shape and place, and texts as
/// metadata), the numbers. Immutable.
/// </summary>
public sealed class SafetensorsFile
{
    private const int LengthBytes = sizeof(long);

    // Readers map numbers as they lie, so that they begin at a multiple of their size.
    private const int Alignment = 8;

    private SafetensorsFile(TensorSet tensors, IReadOnlyDictionary<string, string> metadata) => (Tensors, Metadata) = (tensors, metadata);

    /// <summary>The tensors, in the order of the header.</summary>
    public TensorSet Tensors { get; }

    /// <summary>The texts of <c>__metadata__</c>; empty where it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a whole file, strictly: what the format forbids is refused, and so are numbers of other types than <see cref="ElementType"/> has.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DamagedFileException">The file is no such file, or not whole.</exception>
    /// <exception cref="NatsBenchException">There is no such file, or it holds other numbers.</exception>
    public static SafetensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Path.Exists(path))
            throw new NatsBenchException($"{path}: there is no such file");
        PathKind.RefuseToRead(path);
        using SafeFileHandle file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        byte[] number = new byte[LengthBytes];
        if (length < LengthBytes)
            throw SafetensorsHeader.Damaged(path, $"{length} bytes are too few for a header");
        ReadExactly(file, number, 0, path);
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(number);
        if (headerLength is < 2 or > SafetensorsHeader.Longest || headerLength > length - LengthBytes)
            throw SafetensorsHeader.Damaged(path, $"a header of {(ulong)headerLength} bytes is none");
        byte[] text = new byte[headerLength];
        ReadExactly(file, text, LengthBytes, path);
        SafetensorsHeader header = SafetensorsHeader.Parse(text, length - LengthBytes - headerLength, path);
        return new SafetensorsFile(new TensorSet(header.Entries.Select(entry => Read(file, entry, LengthBytes + headerLength, path))), header.Metadata);
    }

    /// <summary>Writes tensors; the same ones with the same texts give the same bytes. An existing file is replaced when the new one is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="metadata">Texts about them, such as their origin; none where it is null.</param>
    /// <exception cref="NatsBenchException">The file cannot be written.</exception>
    public static void Write(string path, TensorSet tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        // The header has their order; wide numbers come first in the file, so that all are aligned.
        Tensor[] placed = [.. tensors.Tensors.OrderByDescending(tensor => tensor.Type.Bytes())];
        byte[] header = SafetensorsHeader.Write(tensors.Tensors, placed, metadata ?? new Dictionary<string, string>(), Alignment);
        byte[] number = new byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(number, header.Length);
        using AsideFile file = new(path);
        file.Write(number);
        file.Write(header);
        foreach (Tensor tensor in placed)
            file.Write(tensor.Bytes);
        file.Commit([]);
    }

    private static Tensor Read(SafeFileHandle file, SafetensorsEntry entry, long start, string path) => entry.Type switch
    {
        ElementType.F32 => new Tensor(entry.Name, entry.Shape, Numbers<float>(file, entry, start, path)),
        ElementType.I64 => new Tensor(entry.Name, entry.Shape, Numbers<long>(file, entry, start, path)),
        _ => new Tensor(entry.Name, entry.Shape, Numbers<double>(file, entry, start, path)),
    };

    private static T[] Numbers<T>(SafeFileHandle file, SafetensorsEntry entry, long start, string path) where T : unmanaged
    {
        T[] numbers = new T[(entry.End - entry.Begin) / entry.Type.Bytes()];
        ReadExactly(file, MemoryMarshal.AsBytes(numbers.AsSpan()), start + entry.Begin, path);
        return numbers;
    }

    private static void ReadExactly(SafeFileHandle file, Span<byte> buffer, long offset, string path)
    {
        for (int done = 0, read; done < buffer.Length; done += read)
            if ((read = RandomAccess.Read(file, buffer[done..], offset + done)) == 0)
                throw SafetensorsHeader.Damaged(path, "it was cut short while it was read");
    }
}
