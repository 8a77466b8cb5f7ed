using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>What every section of a report on runs knows: the runs, what they came to, and what is said of all of them.</summary>
internal sealed class ReportedRuns
{
    private readonly string[] _algorithms;
    private readonly string[] _tasks;

    public ReportedRuns(RunSet runs, Comparison comparison, RunReportOptions options)
    {
        (Runs, Comparison, Options) = (runs, comparison, options);
        _algorithms = [.. comparison.Tasks.SelectMany(task => task.Algorithms).Select(algorithm => algorithm.Name).Distinct()];
        _tasks = Slug.Distinct(comparison.Tasks.Select(task => TaskName(task.Task)));
        Sources = [.. runs.Entries.Select(entry => entry.Provenance).DistinctBy(provenance => (provenance.Source, provenance.Sha256))];
        Synthetic = options.Table?.Benchmark.Provenance.Synthetic is { Length: > 0 } model
            ? model
            : string.Join(", ", Sources.Select(source => source.Model).OfType<string>().Distinct());
        Footnote = string.Join("; ", Sources.Select(ShortSource).Distinct());
    }

    public RunSet Runs { get; }

    public Comparison Comparison { get; }

    public RunReportOptions Options { get; }

    public IReadOnlyList<RunProvenance> Sources { get; }

    /// <summary>The model that made the numbers; empty for measured ones.</summary>
    public string Synthetic { get; }

    /// <summary>Where the numbers are from, in short.</summary>
    public string Footnote { get; }

    /// <summary>Tasks with the names of their files.</summary>
    public IEnumerable<(TaskComparison Task, string Name)> Tasks => Comparison.Tasks.Zip(_tasks);

    /// <summary>The number of an algorithm's ink, the same in each picture.</summary>
    public int Series(string algorithm) => int.Max(0, Array.IndexOf(_algorithms, algorithm));

    /// <summary>A picture with what each one says.</summary>
    public PictureBlock Show(Picture picture, string note = "") => new(picture with
    {
        Synthetic = Synthetic,
        Footnote = note.Length == 0 ? Footnote : $"{note} {Footnote}",
    });

    /// <summary>A table with what each one says.</summary>
    public TableBlock Show(ResultTable table) => new(table with { Synthetic = Synthetic });

    private string TaskName(ComparedTask task)
    {
        string name = task.SearchDataset == task.ReportDataset ? $"{task.ReportDataset}" : $"{task.ReportDataset} searched on {task.SearchDataset}";
        bool isAlone = Comparison.Tasks.Count(other => (other.Task.SearchDataset, other.Task.ReportDataset) == (task.SearchDataset, task.ReportDataset)) == 1;
        return isAlone ? name : $"{name} {task.Budget}";
    }

    private static string ShortSource(RunProvenance source) => string.Join(", ", new[]
    {
        Path.GetFileName(Path.TrimEndingDirectorySeparator(source.Source)), $"SHA-256 {Short(source.Sha256)}",
        source.Benchmark is { } benchmark ? $"benchmark {Short(benchmark)}" : "", source.Version ?? "",
    }.Where(part => part.Length > 0));

    private static string Short(string hash) => hash.Length > 12 ? $"{hash[..12]}…" : hash;
}
