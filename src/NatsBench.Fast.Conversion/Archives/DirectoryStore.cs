using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>A directory of record files; any part of the official one will do, with its meta file.</summary>
internal sealed class DirectoryStore(string path, CancellationToken cancellation) : IRecordStore
{
    public string Kind { get; } =
        Path.TrimEndingDirectorySeparator(path).EndsWith("-full", StringComparison.Ordinal) ? "full-directory" : "simple-directory";

    public string RemedyForMeta => FolderSearch.First(path, RecordName.Meta) is { } below ? $"give {Path.GetDirectoryName(below)}, which has it"
        : FolderSearch.First(path, "NATS-*.tar") is { } tar ? $"give an archive in it, such as {tar}"
        : Files.Count == 0 && FolderSearch.First(path, "*.natsb") is { } file ? $"{file} is converted already: ask it with 'natsbench info'"
        : "copy it from the archive's own directory, or download the archive again";

    public RecordFiles Files { get; } = List(path, cancellation);

    public int Read(RecordFile file, Span<byte> buffer)
    {
        using FileStream stream = new(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }

    public void Begin() { }

    public (long Bytes, byte[] Sha256)? HashWhole() => null;

    public void Dispose() { }

    private static RecordFiles List(string path, CancellationToken cancellation)
    {
        var files = new RecordFiles();
        // In an order of our own: a file system may give another each time.
        foreach (FileSystemInfo entry in new DirectoryInfo(path).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry is FileInfo && RecordName.IsOne(entry.Name))
                PathKind.RefuseToRead(Path.Combine(path, entry.Name));
            // A link's own length is that of its text.
            if (entry is FileInfo { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is var target)
            {
                if (target is FileInfo { Exists: true } linked)
                    files.Add(link.Name, Path.Combine(path, link.Name), 0, linked.Length);
                else
                    files.Odd.Add(new("a link that leads to no file", link.Name));
            }
            else if (entry is FileInfo file)
                files.Add(file.Name, Path.Combine(path, file.Name), 0, file.Length);
            else
                files.Odd.Add(new("a directory, which is not looked into", entry.Name));
        }
        return files;
    }
}
