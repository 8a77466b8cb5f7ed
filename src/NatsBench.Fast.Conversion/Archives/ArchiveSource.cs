using NatsBench.Fast.Conversion.Bzip2;
using NatsBench.Fast.Conversion.Provenance;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Archives;

/// <summary>
/// An official archive: a directory <c>NATS-tss-v1_0-3ffb9-simple</c> (or <c>-full</c>, or a part of one), a <c>.tar</c> of it,
/// or the one file <c>NATS-tss-v1_0-3ffb9.pickle.pbz2</c>; or one of NAS-Bench-201: its <c>.pth</c>, or a directory or <c>.tar</c> of
/// <c>NNNNNN-FULL.pth</c> or <c>-SIMPLE.pth</c>. Not thread-safe: one reader at a time, which may use many threads.
/// </summary>
public abstract class ArchiveSource : IDisposable
{
    private protected ArchiveSource(string path, string kind)
    {
        Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        Kind = kind;
    }

    /// <summary>Name of the directory or file.</summary>
    public string Name { get; }

    /// <summary>
    /// <c>simple-directory</c>, <c>full-directory</c>, <c>tar</c> or <c>single-pickle</c>; of NAS-Bench-201 <c>nas-bench-201-directory</c>,
    /// <c>nas-bench-201-tar</c> or <c>nas-bench-201-file</c>.
    /// </summary>
    public string Kind { get; }

    /// <summary>Every architecture of the space in the archive's order; null for a single pickle that was not read to its end.</summary>
    public abstract IReadOnlyList<string>? Architectures { get; }

    /// <summary>Number of records; null for a single pickle that was not read to its end.</summary>
    public abstract int? RecordCount { get; }

    /// <summary>Compressed bytes of all that is read.</summary>
    public abstract long TotalBytes { get; }

    /// <summary>Compressed bytes read so far.</summary>
    public abstract long BytesRead { get; }

    /// <summary>Whether the file is the one its official name promises; known after the last record.</summary>
    public virtual NameCheck NameCheck => NameCheck.NotApplicable;

    /// <summary>Whether its files are compressed with bzip2; those of NAS-Bench-201 are not compressed.</summary>
    internal virtual bool IsCompressed => true;

    /// <summary>What the official library would never read, or what no official archive has; complete after the last record.</summary>
    public IReadOnlyList<Finding> Odd => OddTally.ToFindings();

    /// <summary>The model that made the archive; empty for measured data. Known after the last record.</summary>
    private protected abstract string Synthetic { get; }

    private protected FindingTally OddTally { get; private set; } = new();

    /// <summary>Opens an archive.</summary>
    /// <param name="path">A directory or a file.</param>
    /// <exception cref="NatsBenchException">There is none, or it is of another kind.</exception>
    public static ArchiveSource Open(string path) => Open(path, Bzip2Library.Best);

    internal static ArchiveSource Open(string path, Bzip2Library library, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            return OpenFiles(path, new DirectoryStore(path, cancellation), library);
        if (!File.Exists(path))
            throw new NatsBenchException($"{path}: there is no such file or directory");
        PathKind.RefuseToRead(path);
        FileContent? content = ContentOf(path);
        if (content == FileContent.Bzip2)
            return new SinglePickleSource(path, library);
        if (content == FileContent.PyTorch)
            return new TorchArchiveSource(path);
        // Before 1988 a tar file had no mark.
        if (content == FileContent.Tar || (content is null && Path.GetExtension(path) == ".tar"))
            return OpenFiles(path, new TarStore(path, cancellation), library);
        throw new NatsBenchException(content is null
            ? $"{path}: no archive; give a directory of .pickle.pbz2 files, a .tar of one, the single .pickle.pbz2, or a .pth of NAS-Bench-201"
            : $"{path}: no archive but {content.What}; {content.Remedy}");
    }

    /// <summary>
    /// Reads all records, decompressing ahead on other threads. In ascending order of index; those of a single pickle in its own
    /// order, which is ascending in the official ones.
    /// </summary>
    /// <param name="threads">Number of threads; the records are the same for any.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="DamagedFileException">A file is not whole.</exception>
    /// <exception cref="NatsBenchException">A file is not what an archive holds.</exception>
    public IEnumerable<ArchitectureRecord> ReadRecords(int threads, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        return ReadAnew(threads, cancellation);
    }

    /// <summary>Where the records came from; to be asked for after the last of them.</summary>
    public abstract Records.Provenance GetProvenance();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what is open.</summary>
    protected virtual void Dispose(bool disposing) { }

    /// <summary>What a file is by its first bytes; null for what is not known.</summary>
    /// <exception cref="DamagedFileException">It is empty.</exception>
    internal static FileContent? ContentOf(string path)
    {
        Span<byte> start = stackalloc byte[FileContent.Bytes];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        int length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return length > 0 ? FileContent.Of(start[..length]) : throw new DamagedFileException($"{path}: is empty; download it again");
    }

    private static RecordFilesSource OpenFiles(string path, IRecordStore store, Bzip2Library library)
    {
        try
        {
            return new RecordFilesSource(path, store, library);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private IEnumerable<ArchitectureRecord> ReadAnew(int threads, CancellationToken cancellation)
    {
        OddTally = new();
        foreach (ArchitectureRecord record in Read(threads, cancellation))
            yield return record;
    }

    private protected abstract IEnumerable<ArchitectureRecord> Read(int threads, CancellationToken cancellation);

    private protected void Note(IEnumerable<OddNote> notes)
    {
        foreach (OddNote note in notes)
            OddTally.Add(note.What, note.Where);
    }

    private protected Records.Provenance Provenance(long bytes, byte[] sha256) => new()
    {
        SourceName = Name,
        SourceKind = Kind,
        SourceBytes = bytes,
        SourceSha256 = Convert.ToHexStringLower(sha256),
        Tool = ToolVersion.Text,
        Synthetic = Synthetic,
    };
}
