using CommunityToolkit.HighPerformance.Buffers;
using Microsoft.Win32.SafeHandles;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Reading;

/// <summary>
/// A whole file, read-only, through the page cache: processes that open the same file share its pages. Whatever is wanted is copied out by
/// one positional read and looked at in the copy. A mapping would spare the copy, but where a file is cut short beside its reader, or a
/// disk fails, the system ends a process that touches a mapped page, and .NET cannot catch that; a read comes back short, or says why.
/// Thread-safe; disposing is safe beside readers.
/// </summary>
internal sealed class SharedFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly string _path;

    /// <exception cref="NatsBenchException">The file is missing, cannot be read, or is no regular file.</exception>
    /// <exception cref="DamagedFileException">It is empty, or a file of another kind.</exception>
    public SharedFile(string path)
    {
        _path = path;
        if (PathKind.Irregular(path) is { } kind)
            throw new NatsBenchException($"{path}: is {kind}, not a column file; {IrregularRemedy(path, kind)}");
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Length = RandomAccess.GetLength(handle);
            if (Length == 0)
                throw new DamagedFileException($"{path}: is empty; convert the archive again");
            RefuseForeign(handle, path);
            (_handle, handle) = (handle, null);
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
        using SpanOwner<byte> copy = SpanOwner<byte>.Allocate(length);
        Fill(copy.Span, offset);
        return reader(copy.Span, state);
    }

    public delegate T Reader<TState, out T>(ReadOnlySpan<byte> bytes, TState state)
        where TState : allows ref struct;

    public void Dispose() => _handle.Dispose();

    private void Fill(Span<byte> target, long offset)
    {
        try
        {
            while (target.Length > 0)
            {
                int read = RandomAccess.Read(_handle, target, offset);
                if (read == 0)
                    throw new DamagedFileException(
                        $"{_path}: was cut short while it was open, byte {offset} of {Length} is gone; open it again, and replace files by renaming a new one over the old, never by copying into it");
                offset += read;
                target = target[read..];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{_path}: cannot be read at byte {offset} ({e.Message.TrimEnd('.')}); check the disk, and copy the file again", e);
        }
    }

    // What is known is named; all else is told by the header.
    private static void RefuseForeign(SafeFileHandle handle, string path)
    {
        Span<byte> start = stackalloc byte[FileContent.Bytes];
        start = start[..RandomAccess.Read(handle, start, fileOffset: 0)];
        if (FileContent.Of(start) is { } content && content != FileContent.ColumnFile)
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
