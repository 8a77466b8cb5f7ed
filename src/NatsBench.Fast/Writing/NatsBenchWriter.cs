using NatsBench.Fast.Records;

namespace NatsBench.Fast.Writing;

/// <summary>
/// Writes a column file from records: <c>Create → Add … Add → Complete</c>. The file is written beside its name and
/// appears there only when it is complete; disposing earlier leaves nothing behind. Rows keep the order of
/// <see cref="Add"/>, so equal calls give equal bytes. Not thread-safe: one caller at a time.
/// </summary>
public sealed class NatsBenchWriter : IDisposable
{
    private NatsBenchWriter() { }

    /// <summary>Starts a column file.</summary>
    public static NatsBenchWriter Create(string path) => throw new NotImplementedException(path);

    /// <summary>Adds one architecture. Each index may be added once.</summary>
    /// <exception cref="NatsBenchException">The index was added before.</exception>
    public void Add(ArchitectureRecord record) => throw new NotImplementedException();

    /// <summary>Writes what remains, flushes, and gives the file its name.</summary>
    /// <param name="architectures">Every architecture of the space in the archive's own order (<c>meta_archs</c>).</param>
    /// <param name="provenance">Where the records came from.</param>
    /// <exception cref="NatsBenchException">A record's architecture disagrees with its index in the list.</exception>
    public void Complete(IReadOnlyList<string> architectures, Provenance provenance) => throw new NotImplementedException();

    /// <summary>Gives up whatever is not complete and removes it.</summary>
    public void Dispose() => throw new NotImplementedException();
}
