using System.Globalization;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>Rows of one file on their way to runs. Used by one thread.</summary>
/// <param name="source">The file.</param>
/// <param name="import">What it does not say.</param>
internal sealed class RunLog(string source, RunImport import)
{
    /// <summary>The most rows that are read; each takes some 100 bytes.</summary>
    public const int MostRows = 20_000_000;

    private readonly OrderedDictionary<LogRun, OrderedDictionary<string, List<LogRow>>> _runs = [];
    private int _rows;

    /// <summary>Adds a row.</summary>
    /// <exception cref="NatsBenchException">There are too many, or its clock is no time.</exception>
    public void Add(in LogRow row)
    {
        if (++_rows > MostRows)
            throw new NatsBenchException($"{source}: more than {MostRows} rows; keep the log points that matter");
        if (row.Clock < 0 || double.IsInfinity(row.Clock))
            throw new NatsBenchException($"{source}, row {row.Line}: {row.Clock} is no time since the trial began");
        if (!_runs.TryGetValue(row.Run, out OrderedDictionary<string, List<LogRow>>? trials))
            _runs.Add(row.Run, trials = []);
        if (!trials.TryGetValue(row.Trial, out List<LogRow>? rows))
            trials.Add(row.Trial, rows = []);
        rows.Add(row);
    }

    /// <summary>The index of an architecture that the file names.</summary>
    /// <exception cref="NatsBenchException">The table lacks it, or there is no table to look a text up in.</exception>
    public int IndexOf(string text, long line)
    {
        string where = $"{source}, row {line}";
        if (import.Table is { } table)
            return table.IndexOf(text, where);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index
            : throw new NatsBenchException($"{where}: '{Internals.Printable.Of(text)}' is a text, and no table is at hand to find it in; give the column file (--file)");
    }

    /// <summary>All rows as runs.</summary>
    /// <param name="format">What the file is.</param>
    /// <param name="clock">What its seconds are, where it has any.</param>
    /// <exception cref="NatsBenchException">There is no row, or they do not fit together.</exception>
    public RunSet ToRuns(RunFormat format, RunClock clock)
    {
        if (_rows == 0)
            throw new NatsBenchException($"{source}: no row with a trial");
        string sha256 = FileHash.Of(source);
        return new RunSet([.. _runs.SelectMany(run => Entries(run.Key, run.Value, format, clock, sha256))]);
    }

    private IEnumerable<RunEntry> Entries(LogRun run, OrderedDictionary<string, List<LogRow>> named, RunFormat format, RunClock clock, string sha256)
    {
        Dataset searched = run.Dataset.Length > 0 ? new Dataset(run.Dataset)
            : import.Dataset ?? throw new NatsBenchException($"{source}: says no dataset; add a column 'dataset', or say it (--dataset)");
        string algorithm = run.Algorithm.Length > 0 ? run.Algorithm : import.Algorithm ?? Path.GetFileNameWithoutExtension(source);
        bool areNumbered = named.Keys.All(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _));
        List<(int Number, TrialLog Log)> trials = [.. named.Select((trial, place) =>
            (areNumbered ? int.Parse(trial.Key, CultureInfo.InvariantCulture) : place, new TrialLog(source, trial.Key, trial.Value)))];
        trials.Sort((one, other) => one.Number.CompareTo(other.Number));
        RunProvenance provenance = new(
            source, format, sha256, import.IsPaired ? TrialPairing.CommonRandomNumbers : TrialPairing.Independent,
            import.IsPaired ? "whoever read the file says that trials of one number share their random numbers" : "the file does not say that trials share anything",
            trials.Exists(trial => trial.Log.HasClock) ? clock : RunClock.Absent)
        {
            Note = trials.Count(trial => trial.Log.EndsBefore(import.Budget)) is > 0 and var early
                ? $"{early} of {trials.Count} trials ended before the budget: they count as they ended"
                : "",
            Benchmark = import.Table?.Sha256,
            Model = import.Table?.Benchmark.Provenance.Synthetic is { Length: > 0 } model ? model : null,
            World = import.IsPaired ? $"searched on {searched}, trials by number, as told" : null,
        };
        return (import.Report.Count > 0 ? import.Report : [searched]).Select(reported => new RunEntry(
            algorithm, run.Parameters, searched, reported, import.Budget,
            [.. trials.Select(trial => trial.Log.ToTrial(trial.Number, import.Budget, import.Table?.Report(reported), import.Table))], provenance)
        {
            Space = import.Table?.Benchmark.Space,
        });
    }
}
