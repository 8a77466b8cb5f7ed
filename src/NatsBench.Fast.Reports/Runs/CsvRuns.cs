namespace NatsBench.Fast.Reports.Runs;

/// <summary>Runs in a CSV with a header, separated by commas, semicolons or tabs: a row for each log point, or for each trial.</summary>
public static class CsvRuns
{
    /// <summary>Reads them. Columns are found by name, in any order: trial and architecture, clock or step, and more (docs/reports.md).</summary>
    /// <param name="path">The file.</param>
    /// <param name="import">What it does not say.</param>
    /// <exception cref="NatsBenchException">It cannot be read, a column is missing, or a cell is not what its column holds.</exception>
    public static RunSet Read(string path, RunImport import)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(import);
        RunLog log = new(path, import);
        CsvFile.Read(path, header =>
        {
            LogColumns columns = new(path, header, import.Table is not null);
            return (cell, line) => log.Add(columns.Read(cell, line, log));
        });
        return log.ToRuns(RunFormat.Csv, RunClock.Unknown);
    }
}
