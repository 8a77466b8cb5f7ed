namespace NatsBench.Fast.Studies.Parts;

/// <summary>
/// A file written beside its final name and renamed when it is whole. The name says whose it is, so that what a killed run leaves is found by
/// its next one.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const string Suffix = ".partial";

    private readonly string _path;
    private readonly string _asidePath;
    private bool _published;

    /// <param name="path">The final name.</param>
    /// <param name="owner">Who writes it (<see cref="FolderLock.Owner"/>).</param>
    public PartialFile(string path, string owner)
    {
        (_path, _asidePath) = (path, $"{path}.{owner}{Suffix}");
        Stream = new HashedFile(_asidePath);
    }

    /// <summary>What is written.</summary>
    public HashedFile Stream { get; }

    /// <summary>Whether a file is what an owner, or anyone, left behind of one of certain names.</summary>
    public static bool IsLeft(string path, Func<string, bool> isName, string? owner = null)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        int dot = name.LastIndexOf('.');
        return path.EndsWith(Suffix, StringComparison.Ordinal) && dot >= 0 && isName(name[..dot])
            && (owner is null ? FolderLock.IsOwner(name[(dot + 1)..]) : name[(dot + 1)..] == owner);
    }

    /// <summary>Writes a small file at once.</summary>
    public static void Write(string path, string owner, ReadOnlySpan<byte> bytes)
    {
        using PartialFile file = new(path, owner);
        file.Stream.Write(bytes);
        file.Close(isDurable: true);
        file.Publish();
    }

    /// <summary>Ends the file.</summary>
    /// <param name="isDurable">Whether it is to be on the disk before it gets its name.</param>
    public void Close(bool isDurable)
    {
        Stream.Flush(isDurable);
        Stream.Dispose();
    }

    /// <summary>Gives the file its name.</summary>
    public void Publish()
    {
        File.Move(_asidePath, _path, overwrite: true);
        _published = true;
    }

    public void Dispose()
    {
        if (_published)
            return;
        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // A full disk fails the last flush of what is thrown away anyway.
        }
        File.Delete(_asidePath);
    }
}
