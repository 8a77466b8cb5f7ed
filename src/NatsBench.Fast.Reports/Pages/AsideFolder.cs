using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Reports.Pages;

/// <summary>A folder written beside its final name and renamed when it is whole. Files are written by many threads.</summary>
internal sealed class AsideFolder : IDisposable
{
    private readonly string _name;
    private readonly string _path;
    private readonly string _aside;
    private bool _committed;

    /// <param name="path">The final name.</param>
    /// <param name="isOwn">Whether a file that is there already, named relative to the folder, may be replaced.</param>
    /// <exception cref="NatsBenchException">Something else is there, or the place cannot be written.</exception>
    public AsideFolder(string path, Func<string, bool> isOwn)
    {
        (_name, _path) = (path, Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        _aside = $"{_path}.{Guid.NewGuid():N}.partial";
        if (!Directory.Exists(_path) && (File.Exists(_path) || PathKind.Irregular(_path) is not null))
            throw new NatsBenchException($"{path}: is {PathKind.Irregular(_path) ?? "a file"}; name a folder");
        Guard(() =>
        {
            if (Directory.Exists(_path) && Directory.EnumerateFiles(_path, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(_path, file).Replace('\\', '/')).Order(StringComparer.Ordinal).FirstOrDefault(file => !isOwn(file)) is { } other)
                throw new NatsBenchException($"{path}: holds '{other}' already; choose an empty folder, or a new one");
            Directory.CreateDirectory(_aside);
        });
    }

    /// <summary>Writes a file.</summary>
    /// <param name="name">Its name, relative to the folder.</param>
    /// <param name="bytes">What is in it.</param>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        byte[] content = bytes.ToArray();
        Guard(() =>
        {
            string path = Path.Combine(_aside, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(content);
            file.Flush(flushToDisk: true);
        });
    }

    /// <summary>Gives the folder its name, and removes what had it before.</summary>
    public void Commit() => Guard(() =>
    {
        string old = $"{_path}.{Guid.NewGuid():N}.partial";
        bool isThere = Directory.Exists(_path);
        if (isThere)
            Directory.Move(_path, old);
        try
        {
            Directory.Move(_aside, _path);
            _committed = true;
        }
        catch when (isThere)
        {
            Directory.Move(old, _path);
            throw;
        }
        if (isThere)
            Directory.Delete(old, recursive: true);
    });

    public void Dispose()
    {
        if (!_committed && Directory.Exists(_aside))
            Directory.Delete(_aside, recursive: true);
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{_name}: cannot be written ({e.Message.ReplaceLineEndings(" ").Split(" : '")[0].TrimEnd('.', ' ')})", e);
        }
    }
}
