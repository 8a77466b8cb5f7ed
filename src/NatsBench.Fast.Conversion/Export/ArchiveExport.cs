using NatsBench.Fast.Internals;
using NatsBench.Fast.Records;

namespace NatsBench.Fast.Conversion.Export;

/// <summary>A column file as an archive in the official <c>-simple</c> layout again, which the official library reads and answers the same from.</summary>
public static class ArchiveExport
{
    // What is under way: the SHA-256 of the column file. Gone when the archive is whole.
    private const string UnderWay = "natsbench-export.partial";

    /// <summary>
    /// Writes <c>NNNNNN.pickle.pbz2</c> for each record and, when all are there, <c>meta.pickle.pbz2</c>: a folder without it is not finished, and the
    /// same call goes on where it was stopped. Equal files give equal bytes, whatever the number of threads. Trained weights are None, as in every
    /// <c>-simple</c> archive; extra columns have no place in it and stay behind.
    /// </summary>
    /// <param name="bench">The benchmark, a whole one.</param>
    /// <param name="directory">The folder; made if need be. It holds nothing, or an export of the same file that was stopped.</param>
    /// <param name="threads">How many threads, 1 or more; null for one a processor.</param>
    /// <param name="progress">Told how many records are there.</param>
    /// <param name="cancellation">Stops the work; complete files stay.</param>
    /// <returns>How many records were written now, and how many were there.</returns>
    /// <exception cref="NatsBenchException">
    /// The benchmark is search-only, the folder holds something else or cannot be written.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static (int Written, int Kept) Write(
        NatsBenchmark bench, string directory, int? threads = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bench);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads ?? 1, nameof(threads));
        bench.RequireNats("are no archives of NATS-Bench");
        if (bench.Contents == TableContents.SearchOnly)
            throw new NatsBenchException($"{bench.Path}: is search-only and lacks curves that an archive has; export the whole file");
        if (bench.Provenance.Partial.Length > 0)
            throw new NatsBenchException($"{bench.Path}: is a partial file ({Internals.Printable.Of(bench.Provenance.Partial)}), of which no archive can be made");
        Devices.Refuse(directory);
        try
        {
            Directory.CreateDirectory(directory);
            Begin(directory, bench.Path);
            int[] all = [.. bench.RecordedArchitectures];
            int[] missing = [.. all.Where(index => !File.Exists(Path.Combine(directory, RecordFile.Name(index))))];
            WriteRecords(bench, directory, missing, all.Length - missing.Length, threads ?? Environment.ProcessorCount, progress, cancellation);
            string[] texts = [.. Enumerable.Range(0, bench.Count).Select(bench.Architecture)];
            string? mark = bench.IsSynthetic ? bench.Provenance.Synthetic : null;
            RecordFile.Write(Path.Combine(directory, RecordFile.Meta), ArchivePickle.OfMeta(bench.Space, texts, mark).Span);
            File.Delete(Path.Combine(directory, UnderWay));
            return (missing.Length, all.Length - missing.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{directory}: cannot be written: {e.Message}", e);
        }
    }

    private static void Begin(string directory, string file)
    {
        string underWay = Path.Combine(directory, UnderWay), own = FileHash.Of(file);
        if (File.Exists(underWay))
        {
            if (File.ReadAllText(underWay) != own)
                throw new NatsBenchException($"{directory}: holds the beginnings of an export of another file; name a new folder");
            return;
        }
        if (Directory.EnumerateFileSystemEntries(directory).Any())
            throw new NatsBenchException($"{directory}: is not empty; name a new folder for the archive");
        File.WriteAllText(underWay, own);
    }

    private static void WriteRecords(
        NatsBenchmark bench, string directory, int[] indices, int kept, int threads, IProgress<int>? progress, CancellationToken cancellation)
    {
        int done = kept;
        progress?.Report(done);
        try
        {
            Parallel.ForEach(indices, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, index =>
            {
                RecordFile.Write(Path.Combine(directory, RecordFile.Name(index)), ArchivePickle.OfRecord(bench.Space, bench.Record(index)).Span);
                progress?.Report(Interlocked.Increment(ref done));
            });
        }
        catch (AggregateException e) when (e.InnerException is NatsBenchException or IOException or UnauthorizedAccessException)
        {
            throw e.InnerException is NatsBenchException own ? own : new NatsBenchException($"{directory}: cannot be written: {e.InnerException.Message}", e);
        }
    }
}
