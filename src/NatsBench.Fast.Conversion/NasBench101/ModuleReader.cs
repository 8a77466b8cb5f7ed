using System.Buffers;
using System.Security.Cryptography;
using NatsBench.Fast.Conversion.Archives;
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
        using SourceHash sha256 = new();
        ModuleCollector modules = new(path);
        string synthetic = "";
        long bytes = 0;
        foreach (ParsedPiece parsed in OrderedPipeline.Run(Pieces(frames, sha256), options.Threads, static () => new RecordText(), Parse, options.Cancellation))
        {
            options.Cancellation.ThrowIfCancellationRequested();
            using FramePiece piece = parsed.Piece;
            for (int i = 0; i < piece.Count; i++)
                modules.Add(parsed.Records[i], piece.FirstRecord + i, piece.OffsetOf(i));
            ArrayPool<ModuleRecord>.Shared.Return(parsed.Records);
            if (synthetic.Length == 0)
                synthetic = parsed.Synthetic;
            bytes += piece.Bytes.Length;
            progress?.Invoke(modules, bytes, frames.Length);
            // Its bytes are given back.
            piece.Hashed.GetAwaiter().GetResult();
        }
        modules.CheckHashes(options.Threads, options.Cancellation);
        return (modules, new Records.Provenance
        {
            SourceName = Path.GetFileName(path),
            SourceKind = Kind,
            SourceBytes = frames.Length,
            SourceSha256 = sha256.Complete(),
            Tool = ToolVersion.Text,
            Synthetic = synthetic,
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

    private static IEnumerable<FramePiece> Pieces(TfRecordFrames frames, SourceHash sha256)
    {
        while (frames.Read() is { } piece)
        {
            piece.Hashed = sha256.Append(piece);
            yield return piece;
        }
    }

    private static ParsedPiece Parse(RecordText text, FramePiece piece)
    {
        text.Begin();
        ModuleRecord[] records = ArrayPool<ModuleRecord>.Shared.Rent(piece.Count);
        for (int i = 0; i < piece.Count; i++)
        {
            if (text.Read(piece.Record(i), out records[i]) is { } fault)
                throw piece.Damaged(i, fault);
        }
        return new ParsedPiece(piece, records, text.Mark ?? "");
    }

    private sealed record ParsedPiece(FramePiece Piece, ModuleRecord[] Records, string Synthetic);

    /// <summary>SHA-256 of the pieces in their order, while others read on and parse: alone it takes most of the time that all takes.</summary>
    private sealed class SourceHash : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private Task _last = Task.CompletedTask;

        public Task Append(FramePiece piece) => _last = _last.ContinueWith(_ => _hash.AppendData(piece.Bytes), TaskScheduler.Default);

        public string Complete()
        {
            _last.GetAwaiter().GetResult();
            return Convert.ToHexStringLower(_hash.GetHashAndReset());
        }

        public void Dispose()
        {
            // Pieces that nobody wants any more are few.
            _last.Wait();
            _hash.Dispose();
        }
    }
}
