using System.Globalization;
using System.IO.Compression;
using NatsBench.Fast.Internals;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>
/// Results of Syne Tune: <c>results.csv.zip</c>, the CSV in it, or a folder of experiments. An experiment is one trial here; what Syne Tune
/// calls a trial is a training.
/// </summary>
public static class SyneTuneRuns
{
    /// <summary>Its file of results.</summary>
    public const string ResultsName = "results.csv.zip";

    /// <summary>Whether a header is Syne Tune's.</summary>
    /// <param name="header">The names of the columns.</param>
    public static bool IsHeader(IReadOnlyList<string> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header.Contains(SyneTuneColumns.TrainingName) && header.Any(name => name.StartsWith("st_", StringComparison.Ordinal) || name == SyneTuneColumns.ElapsedName);
    }

    /// <summary>Reads them.</summary>
    /// <param name="path">A folder with experiments beneath it, a <c>results.csv.zip</c>, or a CSV.</param>
    /// <param name="import">What they do not say.</param>
    /// <exception cref="NatsBenchException">They cannot be read, a column is missing, or a cell is not what its column holds.</exception>
    public static RunSet Read(string path, RunImport import)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(import);
        if (!Directory.Exists(path))
            return Read(path, [path], import);
        string[] files = [.. Directory.EnumerateFiles(path, ResultsName, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? Read(files[0], files, import) : throw new NatsBenchException($"{path}: no {ResultsName} in it or beneath it");
    }

    private static RunSet Read(string source, string[] files, RunImport import)
    {
        RunLog log = new(source, import);
        for (int number = 0; number < files.Length; number++)
        {
            string file = files[number], trial = number.ToString(CultureInfo.InvariantCulture);
            SyneTuneMetadata metadata = SyneTuneMetadata.Beside(file);
            ReadOne(file, header =>
            {
                SyneTuneColumns columns = new(file, header, metadata);
                return (cell, line) => log.Add(columns.Read(cell, line, trial, log));
            });
        }
        return log.ToRuns(RunFormat.SyneTune, RunClock.Unknown);
    }

    private static void ReadOne(string path, Func<IReadOnlyList<string>, Action<Func<int, string>, long>> start)
    {
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            CsvFile.Read(path, start);
            return;
        }
        PathKind.RefuseToRead(path);
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            if (zip.Entries is not [var entry])
                throw new NatsBenchException($"{path}: has {zip.Entries.Count} files, not one CSV");
            using Stream csv = entry.OpenChecked();
            CsvFile.Read(path, csv, start);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({Printable.Of(e.Message.ReplaceLineEndings(" "))})", e);
        }
    }
}
