using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;
using NatsBench.Fast.Format;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Reading;

/// <summary>
/// A whole file in memory, read-only, through the page cache: processes that open the same file share its pages. Every mapped byte goes
/// through one guarded copy, so that what is hashed is what is decoded, whoever writes into the file beside it. Thread-safe; disposing is safe
/// beside readers.
/// </summary>
/// <remarks>
/// Where a file is cut short, Linux ends a process that touches a page beyond the new end (SIGBUS), and .NET cannot catch that. The length
/// is therefore asked for before each copy; what is left open is the time of that one copy.
/// </remarks>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;

    /// <exception cref="NatsBenchException">The file is missing, cannot be read, or is no regular file.</exception>
    /// <exception cref="DamagedFileException">It is empty, or a file of another kind.</exception>
    public MappedFile(string path)
    {
        _path = path;
        if (PathKind.Irregular(path) is { } kind)
            throw new NatsBenchException($"{path}: is {kind}, not a column file; {IrregularRemedy(path, kind)}");
        SafeFileHandle? handle = null;
        MemoryMappedFile? map = null;
        MemoryMappedViewAccessor? view = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Length = RandomAccess.GetLength(handle);
            if (Length == 0)
                throw new DamagedFileException($"{path}: is empty; convert the archive again");
            RefuseForeign(handle, path);
            map = MemoryMappedFile.CreateFromFile(
                handle, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            (_handle, _map, _view) = (handle, map, view);
            (handle, map, view) = (null, null, null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NatsBenchException($"{path}: no such file; make one with 'natsbench convert' or 'natsbench synth'", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new NatsBenchException($"{path}: cannot be opened ({e.Message.TrimEnd('.')}); check that it is a readable file", e);
        }
        finally
        {
            view?.Dispose();
            map?.Dispose();
            handle?.Dispose();
        }
    }

    /// <summary>Length of the file when it was opened.</summary>
    public long Length { get; }

    /// <summary>Gives a copy of a part of the file to a function; it is valid until the function returns.</summary>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    /// <exception cref="DamagedFileException">The file has been cut short since it was opened.</exception>
    /// <exception cref="NatsBenchException">The system cannot read it.</exception>
    public T Read<TState, T>(long offset, int length, TState state, Reader<TState, T> reader)
        where TState : allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Span<byte> copy = rented.AsSpan(0, length);
            CopyGuarded(_view, offset, _view.PointerOffset + offset, copy);
            return reader(copy, state);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>
    /// As <see cref="Read"/>, through a mapping of its own that ends with the call: what is read once and kept elsewhere should not stay
    /// resident here as well.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    /// <exception cref="DamagedFileException">The file has been cut short since it was opened.</exception>
    /// <exception cref="NatsBenchException">The system cannot read it.</exception>
    public T ReadOnce<TState, T>(long offset, int length, TState state, Reader<TState, T> reader)
        where TState : allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - length);
        using NativeBuffer<byte> copy = new(length);
        if (length > 0)
        {
            using MemoryMappedViewAccessor view = View(offset, length);
            CopyGuarded(view, offset, view.PointerOffset, copy.Span);
        }
        return reader(copy.Span, state);
    }

    public delegate T Reader<TState, out T>(ReadOnlySpan<byte> bytes, TState state)
        where TState : allows ref struct;

    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
        _handle.Dispose();
    }

    // The one place where mapped bytes are touched.
    private void CopyGuarded(MemoryMappedViewAccessor view, long offset, long offsetInView, Span<byte> target)
    {
        RefuseShortened(offset, target.Length);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            new ReadOnlySpan<byte>(start + offsetInView, target.Length).CopyTo(target);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    private void RefuseShortened(long offset, int length)
    {
        long left = RandomAccess.GetLength(_handle);
        if (left < offset + length)
            throw new DamagedFileException(
                $"{_path}: was cut short while it was open, byte {long.Max(left, offset)} of {Length} is gone; open it again, and replace files by renaming a new one over the old, never by copying into it");
    }

    private MemoryMappedViewAccessor View(long offset, int length)
    {
        SafeMemoryMappedFileHandle map = _map.SafeMemoryMappedFileHandle;
        bool isHeld = false;
        try
        {
            // Not left to CreateViewAccessor, which maps zeros where the file is closed beside it.
            map.DangerousAddRef(ref isHeld);
            return _map.CreateViewAccessor(offset, length, MemoryMappedFileAccess.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{_path}: cannot be read at byte {offset} ({e.Message.TrimEnd('.')}); check the disk, and copy the file again", e);
        }
        finally
        {
            if (isHeld)
                map.DangerousRelease();
        }
    }

    // What is known is named; all else is told by the header.
    private static void RefuseForeign(SafeFileHandle handle, string path)
    {
        Span<byte> start = stackalloc byte[FileContent.Bytes];
        start = start[..RandomAccess.Read(handle, start, fileOffset: 0)];
        if (!start.StartsWith(FileHeader.Magic) && FileContent.Of(start) is { } content)
            throw new DamagedFileException($"{path}: not a .natsb file but {content.What}; {content.Remedy}");
    }

    private static string IrregularRemedy(string path, string kind)
    {
        if (kind != PathKind.Folder)
            return "it is read in any order, so write what comes from elsewhere into a file first";
        return FolderSearch.First(path, "*.natsb") is { } file ? $"name a file in it, such as {file}"
            : FolderSearch.First(path, "meta.pickle.pbz2") is { } meta ? $"convert the archive first: 'natsbench convert {Path.GetDirectoryName(meta)} -o FILE.natsb'"
            : "name a file that 'natsbench convert' or 'natsbench synth' made";
    }
}
