using NatsBench.Fast.Conversion.Export;

namespace NatsBench.Fast.Synthesis;

/// <summary>
/// Writes synthetic records as an archive in the official <c>-simple</c> layout, which the official library and the converter read:
/// <c>NNNNNN.pickle.pbz2</c> for each architecture and <c>meta.pickle.pbz2</c>.
/// </summary>
public static class SyntheticArchive
{
    /// <summary>
    /// Writes an archive. Equal arguments give equal bytes, whatever the number of threads. Every file gets its name when it is complete, and the
    /// list of architectures comes last, so a folder without it was not finished.
    /// </summary>
    /// <param name="space">The model of a space.</param>
    /// <param name="directory">The folder; made if need be, and refused if it holds anything.</param>
    /// <param name="seed">Seed of the records: those of a table with the same seed.</param>
    /// <param name="count">How many architectures, from index 0 on; null for all. The list of architectures is always whole.</param>
    /// <param name="threads">How many threads, 1 or more; null for one a processor.</param>
    /// <param name="progress">Told how many records are written.</param>
    /// <param name="cancellation">Stops the work; complete files stay.</param>
    /// <exception cref="NatsBenchException">The folder is not empty or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static void Write(
        SyntheticSpace space, string directory, long seed = 0, int? count = null, int? threads = null, IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        int records = count ?? space.Architectures.Count;
        ArgumentOutOfRangeException.ThrowIfNegative(records, nameof(count));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records, space.Architectures.Count, nameof(count));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads ?? 1, nameof(threads));
        try
        {
            Directory.CreateDirectory(directory);
            if (Directory.EnumerateFileSystemEntries(directory).Any())
                throw new NatsBenchException($"{directory} is not empty: name a new folder for a synthetic archive");
            WriteFiles(space, directory, seed, records, threads ?? Environment.ProcessorCount, progress, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{directory} cannot be written: {exception.Message}", exception);
        }
    }

    private static void WriteFiles(
        SyntheticSpace space, string directory, long seed, int count, int threads, IProgress<int>? progress, CancellationToken cancellation)
    {
        int written = 0;
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, index =>
            {
                ReadOnlyMemory<byte> pickle = ArchivePickle.OfRecord(space.Space, space.CreateRecord(index, seed));
                RecordFile.Write(Path.Combine(directory, RecordFile.Name(index)), pickle.Span);
                progress?.Report(Interlocked.Increment(ref written));
            });
        }
        catch (AggregateException exception) when (exception.InnerException is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{directory} cannot be written: {exception.InnerException.Message}", exception);
        }
        RecordFile.Write(Path.Combine(directory, RecordFile.Meta), ArchivePickle.OfMeta(space.Space, space.Architectures, space.MarkOf(seed)).Span);
    }
}
