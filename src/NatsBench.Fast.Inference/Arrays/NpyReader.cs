using System.Runtime.InteropServices;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Inference.Arrays;

/// <summary>
/// Reads an array in NumPy's <c>.npy</c> format (versions 1.0 to 3.0), single precision or bytes in C order, from its first element to its
/// last; memory is the caller's. Not for several threads at once.
/// </summary>
public sealed class NpyReader : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly NpyHeader _header;

    private NpyReader(string path, FileStream stream, NpyHeader header) => (_path, _stream, _header) = (path, stream, header);

    /// <summary>What the elements are.</summary>
    public NpyType Type => _header.Type;

    /// <summary>The sides, slowest first; none for a scalar.</summary>
    public ReadOnlySpan<long> Shape => _header.Shape;

    /// <summary>Opens a file and checks its header against its length.</summary>
    /// <exception cref="NatsBenchException">It is no such file, of another type or order, cut, or longer than its header says.</exception>
    public static NpyReader Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        PathKind.RefuseToRead(path);
        FileStream stream = File.OpenRead(path);
        try
        {
            if (NpyHeader.Read(stream, out NpyHeader header) is { } fault)
                throw new NatsBenchException($"{path}: {fault}");
            long has = stream.Length - stream.Position, needs = header.Count * header.ElementSize;
            return has == needs
                ? new NpyReader(path, stream, header)
                : throw new NatsBenchException($"{path}: has {has} bytes of elements, and its shape ({string.Join(", ", header.Shape)}) needs {needs}; the file is cut or altered");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next elements of an array of single precision.</summary>
    /// <exception cref="InvalidOperationException">It holds bytes.</exception>
    /// <exception cref="NatsBenchException">The file ended: it was cut since it was opened, or more is asked for than it holds.</exception>
    public void Read(Span<float> elements)
    {
        Require(NpyType.F32);
        Fill(MemoryMarshal.AsBytes(elements));
    }

    /// <summary>Reads the next elements of an array of bytes.</summary>
    /// <exception cref="InvalidOperationException">It holds single precision.</exception>
    /// <exception cref="NatsBenchException">As for <see cref="Read(Span{float})"/>.</exception>
    public void Read(Span<byte> elements)
    {
        Require(NpyType.U8);
        Fill(elements);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Require(NpyType type)
    {
        if (Type != type)
            throw new InvalidOperationException($"{_path} holds {Type}");
    }

    private void Fill(Span<byte> bytes)
    {
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new NatsBenchException($"{_path}: ended before all of its elements were read");
    }
}
