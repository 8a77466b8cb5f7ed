using NatsBench.Fast.Internals;
using NatsBench.Fast.Studies.Measured;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>Reads runs, whoever wrote them; what a file is, its content tells.</summary>
public static class RunReader
{
    private static readonly char[] Separators = [',', ';', '\t'];

    /// <summary>Reads a file or folder.</summary>
    /// <param name="path">
    /// A finished folder of <c>search --out</c>, a CSV or Parquet file, a <c>results.pth</c>, a folder or file of Syne Tune, a folder with runs of
    /// <c>natsbench-oneshot</c> in it or beneath it, or a list of final architectures.
    /// </param>
    /// <param name="import">What it does not say.</param>
    /// <exception cref="NatsBenchException">There is no such file, it is none of these, or it is damaged; or its runs are of another table than that at hand.</exception>
    public static RunSet Read(string path, RunImport import)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(import);
        if (!Path.Exists(path))
            throw new NatsBenchException($"{path}: there is no such file or folder");
        RunSet runs = StudyFolderRuns.IsAt(path) ? StudyFolderRuns.Read(path, import.WithTraces)
            : Directory.Exists(path) ? OfFolder(path, import)
            : OfFile(path, import);
        foreach (RunEntry entry in runs.Entries)
            if (import.Table is { } table && entry.Provenance.Benchmark is { } other && other != table.Sha256)
                throw new NatsBenchException(
                    $"{path}: its runs are of another table (SHA-256 {other[..12]}…) than {table.Benchmark.Path} ({table.Sha256[..12]}…); give the table that was searched");
        return runs;
    }

    private static RunSet OfFolder(string path, RunImport import) =>
        MeasuredMerge.FilesAt(path) is { Count: > 0 } measured ? Noted(ParquetRuns.ReadMeasured(measured, import), MeasuredMerge.UnfinishedAt(path).Count)
        : Directory.EnumerateFiles(path, SyneTuneRuns.ResultsName, SearchOption.AllDirectories).Any() ? SyneTuneRuns.Read(path, import)
        : File.Exists(Path.Combine(path, "study.json"))
            ? throw new NatsBenchException($"{path}: a study that is not finished; run 'natsbench search' with the same --out again, or 'natsbench merge' its parts")
        : MeasuredMerge.UnfinishedAt(path) is [var first, ..]
            ? throw new NatsBenchException($"{first}: a weight-sharing run that is not finished; 'natsbench-oneshot resume {first}' goes on with it")
        : throw new NatsBenchException($"{path}: no folder of runs: a finished one of 'natsbench search --out' has outcomes.parquet, one of Syne Tune {SyneTuneRuns.ResultsName}");

    // Whoever reads half of the runs should know it.
    private static RunSet Noted(RunSet runs, int unfinished) => unfinished == 0 ? runs : new RunSet(
    [
        .. runs.Entries.Select(entry => entry with
        {
            Provenance = entry.Provenance with
            {
                Note = $"{(entry.Provenance.Note.Length > 0 ? $"{entry.Provenance.Note}; " : "")}runs beside them that are not finished, of whatever algorithm, are left out: {unfinished}",
            },
        }),
    ]);

    private static RunSet OfFile(string path, RunImport import)
    {
        PathKind.RefuseToRead(path);
        if (path.EndsWith(".pth", StringComparison.OrdinalIgnoreCase))
            return TorchResultsRuns.Read(path, import);
        (byte[] start, string line) = Start(path);
        FileContent? content = FileContent.Of(start);
        if (content == FileContent.Parquet)
            return ParquetRuns.Read(path, import);
        if (content == FileContent.PyTorch || content == FileContent.Pickle)
            return TorchResultsRuns.Read(path, import);
        if (content == FileContent.Zip)
            return SyneTuneRuns.Read(path, import);
        if (content is not null)
            throw new NatsBenchException($"{path}: no runs but {content.What}; runs are a folder of a study, CSV, Parquet, results.pth, results of Syne Tune, or a list of architectures");
        if (line.IndexOfAny(Separators) < 0)
            return FinalListRuns.Read(path, import);
        string[] header = [.. line.Split(Separators).Select(name => name.Trim().Trim('"'))];
        return SyneTuneRuns.IsHeader(header) ? SyneTuneRuns.Read(path, import) : CsvRuns.Read(path, import);
    }

    // The first bytes, and the first line.
    private static (byte[] Start, string Line) Start(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] start = new byte[FileContent.Bytes];
            int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            file.Position = 0;
            char[] text = new char[1 << 16];
            using StreamReader reader = new(file);
            string line = new(text.AsSpan(0, reader.ReadBlock(text)));
            return (start[..read], line.TrimStart().Split('\n')[0]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({e.Message.ReplaceLineEndings(" ")})", e);
        }
    }
}
