using NatsBench.Fast.Conversion.Provenance;

namespace NatsBench.Fast.Conversion.NasBench101;

/// <summary>Reads a TFRecord file of NAS-Bench-101, <c>nasbench_full.tfrecord</c> or <c>nasbench_only108.tfrecord</c>, or a part of one.</summary>
internal static class ModuleReader
{
    private const string Kind = "tfrecord";

    /// <summary>True for a file that is to be read so.</summary>
    /// <param name="path">Any path.</param>
    public static bool IsTfRecord(string path)
    {
        // A pipe would wait for whoever writes; whoever reads it next refuses it.
        if (!File.Exists(path) || Internals.PathKind.Irregular(path) is not null)
            return false;
        if (Path.GetExtension(path) == ".tfrecord")
            return true;
        try
        {
            Span<byte> start = stackalloc byte[TfRecordFrames.HeaderBytes];
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return TfRecordFrames.IsStart(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever opens it next says so.
            return false;
        }
    }

    /// <summary>Reads and checks a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Threads, cancellation.</param>
    /// <param name="progress">Told the bytes that are read, and all.</param>
    /// <exception cref="DamagedFileException">It is not whole; the message names record and byte.</exception>
    /// <exception cref="NatsBenchException">It cannot be read.</exception>
    public static (ModuleCollector Modules, Records.Provenance Provenance) Read(string path, ConversionOptions options, Action<ModuleCollector, long, long>? progress = null)
    {
        Internals.PathKind.RefuseToRead(path);
        using TfRecordFrames frames = new(path);
        if (frames.Length == 0)
            throw new DamagedFileException($"{path}: is empty; download it again");
        ModuleCollector modules = new(path);
        using ModulePass pass = new(frames, modules, progress, options.Cancellation);
        // One may wait for the disk, or for its turn.
        pass.Run(options.Threads == 1 ? 1 : options.Threads + 1);
        return (modules, new Records.Provenance
        {
            SourceName = Path.GetFileName(path),
            SourceKind = Kind,
            SourceBytes = frames.Length,
            SourceSha256 = pass.SourceSha256(),
            Tool = ToolVersion.Text,
            Synthetic = pass.Synthetic,
        });
    }

    /// <summary>Reads a whole file and checks its checksums, no more: what a conversion is measured by.</summary>
    /// <returns>Number of records.</returns>
    internal static long CheckSums(string path)
    {
        using TfRecordFrames frames = new(path);
        long records = 0;
        while (frames.Read() is { } piece)
        {
            using (piece)
                for (int i = 0; i < piece.Count; i++)
                    _ = piece.Record(i);
            records += piece.Count;
        }
        return records;
    }
}
