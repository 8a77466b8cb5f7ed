namespace NatsBench.Fast.Internals;

/// <summary>
/// A file written beside its final name and renamed when it is whole: readers see the old file or the new one,
/// and a failure leaves nothing behind.
/// </summary>
internal sealed class AsideFile : IDisposable
{
    private readonly string _path;
    private readonly string _asidePath;
    private readonly FileStream _stream;
    private bool _committed;

    /// <exception cref="NatsBenchException">The place cannot be written.</exception>
    public AsideFile(string path)
    {
        _path = Path.GetFullPath(path);
        if (Directory.Exists(_path))
            throw new NatsBenchException($"{path}: is a folder; name a file");
        Devices.Refuse(path);
        _asidePath = $"{_path}.{Guid.NewGuid():N}.partial";
        try
        {
            _stream = new FileStream(_asidePath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 20);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    /// <summary>Bytes written so far.</summary>
    public long Position => _stream.Position;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    /// <summary>Overwrites the beginning, makes everything durable and gives the file its name.</summary>
    public void Commit(ReadOnlySpan<byte> start)
    {
        try
        {
            _stream.Position = 0;
            _stream.Write(start);
            _stream.Flush(flushToDisk: true);
            _stream.Dispose();
            File.Move(_asidePath, _path, overwrite: true);
            _committed = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    public void Dispose()
    {
        if (_committed)
            return;
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // A full disk fails the last flush of what is thrown away anyway.
        }
        File.Delete(_asidePath);
    }

    private NatsBenchException NotWritten(Exception e) =>
        new($"{_path}: cannot be written ({e.Message.Replace(_asidePath, _path, StringComparison.Ordinal).TrimEnd('.')}); free some space or choose another place", e);
}
