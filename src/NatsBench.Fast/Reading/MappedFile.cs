using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace NatsBench.Fast.Reading;

/// <summary>
/// A whole file in memory, read-only, through the page cache: processes that open the same file share its pages.
/// Readers borrow the pointer for one copy or one decoding at a time, so disposing is safe beside them.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;

    /// <exception cref="NatsBenchException">The file is missing or cannot be read.</exception>
    public MappedFile(string path)
    {
        try
        {
            using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Length = RandomAccess.GetLength(handle);
            if (Length == 0)
                throw new DamagedFileException($"{path}: is empty; convert the archive again");
            _map = MemoryMappedFile.CreateFromFile(
                handle, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NatsBenchException($"{path}: no such file; make one with 'natsbench convert' or 'natsbench synth'", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new NatsBenchException($"{path}: cannot be opened ({e.Message.TrimEnd('.')}); check that it is a readable file", e);
        }
    }

    public long Length { get; }

    /// <summary>Gives a part of the file to a function; the part is valid until the function returns.</summary>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    public T Read<TState, T>(long offset, int length, TState state, Reader<TState, T> reader)
        where TState : allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            return reader(new ReadOnlySpan<byte>(start + _view.PointerOffset + offset, length), state);
        }
        finally
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    /// <summary>
    /// As <see cref="Read"/>, through a mapping of its own that ends with the call: what is read once and kept elsewhere should not stay
    /// resident here as well.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    public T ReadOnce<TState, T>(long offset, int length, TState state, Reader<TState, T> reader)
        where TState : allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        if (length == 0)
            return reader([], state);
        SafeMemoryMappedFileHandle map = _map.SafeMemoryMappedFileHandle;
        bool isHeld = false;
        try
        {
            // Not left to CreateViewAccessor, which maps zeros where the file is closed beside it.
            map.DangerousAddRef(ref isHeld);
            using MemoryMappedViewAccessor view = _map.CreateViewAccessor(offset, length, MemoryMappedFileAccess.Read);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            try
            {
                return reader(new ReadOnlySpan<byte>(start + view.PointerOffset, length), state);
            }
            finally
            {
                view.SafeMemoryMappedViewHandle.ReleasePointer();
            }
        }
        finally
        {
            if (isHeld)
                map.DangerousRelease();
        }
    }

    public delegate T Reader<TState, out T>(ReadOnlySpan<byte> bytes, TState state)
        where TState : allows ref struct;

    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
    }
}
