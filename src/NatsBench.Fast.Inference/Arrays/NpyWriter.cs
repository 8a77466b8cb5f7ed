using System.Runtime.InteropServices;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Inference.Arrays;

/// <summary>
/// Writes an array in NumPy's <c>.npy</c> format, from its first element to its last, beside its final name, which it gets when it is whole.
/// The same elements give the same bytes. Not for several threads at once.
/// </summary>
public sealed class NpyWriter : IDisposable
{
    private readonly AsideFile _file;
    private readonly byte[] _header;
    private readonly NpyType _type;
    private readonly long _bytes;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Its name; a file of that name is replaced by <see cref="Commit"/>.</param>
    /// <param name="type">What the elements are.</param>
    /// <param name="shape">The sides, slowest first; none for a scalar.</param>
    /// <exception cref="ArgumentException">No array has the shape.</exception>
    /// <exception cref="NatsBenchException">The place cannot be written.</exception>
    public NpyWriter(string path, NpyType type, ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (NpyHeader.CountOf(shape) is not { } count)
            throw new ArgumentException($"no array has the shape ({string.Join(", ", shape.ToArray())})", nameof(shape));
        NpyHeader header = new(type, shape.ToArray());
        (_type, _header) = (type, header.ToBytes());
        _bytes = _header.Length + count * header.ElementSize;
        _file = new AsideFile(path);
        _file.Write(_header);
    }

    /// <summary>Writes the next elements of an array of single precision.</summary>
    /// <exception cref="InvalidOperationException">It holds bytes.</exception>
    /// <exception cref="NatsBenchException">The place cannot be written, as on a full disk.</exception>
    public void Write(ReadOnlySpan<float> elements)
    {
        Require(NpyType.F32);
        _file.Write(MemoryMarshal.AsBytes(elements));
    }

    /// <summary>Writes the next elements of an array of bytes.</summary>
    /// <exception cref="InvalidOperationException">It holds single precision.</exception>
    /// <exception cref="NatsBenchException">The place cannot be written, as on a full disk.</exception>
    public void Write(ReadOnlySpan<byte> elements)
    {
        Require(NpyType.U8);
        _file.Write(elements);
    }

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="InvalidOperationException">Elements are missing, or there are too many.</exception>
    /// <exception cref="NatsBenchException">The place cannot be written.</exception>
    public void Commit()
    {
        if (_file.Position != _bytes)
            throw new InvalidOperationException($"{_file.Position - _header.Length} bytes of elements were written, and the shape needs {_bytes - _header.Length}");
        _file.Commit(_header);
    }

    /// <summary>Ends the writing; what was not committed leaves nothing behind.</summary>
    public void Dispose() => _file.Dispose();

    private void Require(NpyType type)
    {
        if (_type != type)
            throw new InvalidOperationException($"the array holds {_type}");
    }
}
