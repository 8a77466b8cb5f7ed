using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Models.Stores;

/// <summary>
/// A whole file in memory, read-only, whose bytes are looked at where they lie. Thread-safe, but for what is looked at while it is closed: spans
/// must not outlive it. One that is never closed stays mapped to the end of the process, for no collector knows about spans.
/// </summary>
internal sealed unsafe class MappedStore : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private volatile bool _isClosed;

    /// <exception cref="NatsBenchException">The file is missing, cannot be read, or is no regular file.</exception>
    /// <exception cref="DamagedFileException">It is too short for a header.</exception>
    public MappedStore(string path)
    {
        _path = path;
        if (!Path.Exists(path))
            throw new NatsBenchException($"{path}: there is no such file; make one with 'natsbench weights extract'");
        PathKind.RefuseToRead(path);
        try
        {
            _handle = File.OpenHandle(path);
            Length = RandomAccess.GetLength(_handle);
            if (Length == 0)
                throw StoreHeader.Damaged(path, "it is empty");
            _map = MemoryMappedFile.CreateFromFile(_handle, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            byte* start = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            _start = start + _view.PointerOffset;
        }
        catch (Exception e)
        {
            _view?.Dispose();
            _map?.Dispose();
            _handle?.Dispose();
            if (e is IOException or UnauthorizedAccessException or ArgumentException)
                throw new NatsBenchException($"{path}: cannot be opened ({e.Message.TrimEnd('.')}); check that it is a readable file", e);
            throw;
        }
    }

    /// <summary>Length of the file when it was opened.</summary>
    public long Length { get; }

    /// <summary>Bytes of the file, where they lie.</summary>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    /// <exception cref="DamagedFileException">It has been cut short since it was opened.</exception>
    public ReadOnlySpan<byte> Span(long offset, int length)
    {
        RequireInside(offset, length);
        return new(_start + offset, length);
    }

    /// <summary>As <see cref="Span"/>, to be kept as long as the file is open.</summary>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    /// <exception cref="DamagedFileException">It has been cut short since it was opened.</exception>
    public ReadOnlyMemory<byte> Memory(long offset, int length)
    {
        RequireInside(offset, length);
        return new MappedBytes(this, _start + offset, length).Memory;
    }

    public void RefuseClosed() => ObjectDisposedException.ThrowIf(_isClosed, this);

    public override string ToString() => _path;

    public void Dispose()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
        _handle.Dispose();
    }

    // Where a file is cut short, Linux ends a process that touches a page beyond the new end.
    private void RequireInside(long offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        RefuseClosed();
        if (RandomAccess.GetLength(_handle) < Length)
            throw new DamagedFileException($"{_path}: was cut short while it was open; open it again, and replace files by renaming a new one over the old");
    }
}
