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
        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ModuleCollector modules = new(path);
        string synthetic = "";
        long bytes = 0;
        foreach (ParsedPiece piece in OrderedPipeline.Run(Pieces(frames, sha256), options.Threads, static () => new RecordText(), Parse, options.Cancellation))
        {
            options.Cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < piece.Piece.Count; i++)
                modules.Add(piece.Records[i], piece.Piece.FirstRecord + i, piece.Piece.OffsetOf(i));
            ArrayPool<ModuleRecord>.Shared.Return(piece.Records);
            if (synthetic.Length == 0)
                synthetic = piece.Synthetic;
            bytes += piece.Length;
            progress?.Invoke(modules, bytes, frames.Length);
        }
        modules.CheckHashes(options.Threads, options.Cancellation);
        return (modules, new Records.Provenance
        {
            SourceName = Path.GetFileName(path),
            SourceKind = Kind,
            SourceBytes = frames.Length,
            SourceSha256 = Convert.ToHexStringLower(sha256.GetHashAndReset()),
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

    private static IEnumerable<FramePiece> Pieces(TfRecordFrames frames, IncrementalHash sha256)
    {
        while (frames.Read() is { } piece)
        {
            sha256.AppendData(piece.Bytes);
            yield return piece;
        }
    }

    private static ParsedPiece Parse(RecordText text, FramePiece piece)
    {
        using (piece)
        {
            text.Begin();
            ModuleRecord[] records = ArrayPool<ModuleRecord>.Shared.Rent(piece.Count);
            for (int i = 0; i < piece.Count; i++)
            {
                if (text.Read(piece.Record(i), out records[i]) is { } fault)
                    throw piece.Damaged(i, fault);
            }
            return new ParsedPiece(piece, records, piece.Bytes.Length, text.Mark ?? "");
        }
    }

    private sealed record ParsedPiece(FramePiece Piece, ModuleRecord[] Records, long Length, string Synthetic);
}
