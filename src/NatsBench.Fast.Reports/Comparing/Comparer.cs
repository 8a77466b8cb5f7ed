using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Puts runs into tasks and compares each. Used once.</summary>
internal sealed class Comparer(CompareOptions options, CancellationToken cancellation)
{
    private readonly Dictionary<Dataset, TableReference> _references = [];

    public Comparison Compare(RunSet runs)
    {
        RefuseOtherTables(runs);
        List<string> notes = [];
        List<TaskComparison> tasks = [];
        PairTests tests = new(options, cancellation);
        EntryNames names = new(runs);
        foreach (IGrouping<ComparedTask, RunEntry> task in runs.Entries.GroupBy(entry => Task(entry, runs, notes)))
        {
            AlgorithmResult[] algorithms = [.. names.Of([.. task]).Select(named => Result(named.Name, named.Entry, notes)).OfType<AlgorithmResult>()];
            if (algorithms.Length > 0)
                tasks.Add(new TaskComparison(
                    task.Key, algorithms, tests.Of(algorithms), BlockRanks.OfTrials(algorithms, options.Metric), Reference(task.Key.ReportDataset)));
        }
        if (tasks.Count == 0)
            throw new NatsBenchException(notes.Count > 0 ? notes[0] : "there are no runs to compare");
        notes.AddRange(Limits(runs));
        notes.AddRange(runs.Entries.Where(entry => entry.Provenance.Note.Length > 0).Select(entry => $"{entry.Provenance.Source}: {entry.Algorithm}: {entry.Provenance.Note}").Distinct());
        OverallComparison? overall = options.Table is null ? null : new OverallScores(options, cancellation).Of(tasks, Reference, notes);
        if (options.Table is null)
            notes.Add("datasets are compared each by itself: without the table (--file) there is no score that they share");
        return new Comparison(options.Metric, tasks, overall, [.. notes.Distinct()]);
    }

    private void RefuseOtherTables(RunSet runs)
    {
        (string Benchmark, string Source)[] tables = [.. runs.Entries.Where(entry => entry.Provenance.Benchmark is not null)
            .Select(entry => (entry.Provenance.Benchmark!, entry.Provenance.Source)).DistinctBy(table => table.Item1)];
        if (tables.Length > 1)
            throw new NatsBenchException(
                $"runs of different tables do not compare: {tables[0].Source} (SHA-256 {tables[0].Benchmark[..12]}…) and {tables[1].Source} ({tables[1].Benchmark[..12]}…)");
        if (options.Table is { } table && tables is [var only] && only.Benchmark != table.Sha256)
            throw new NatsBenchException(
                $"{only.Source}: its runs are of another table (SHA-256 {only.Benchmark[..12]}…) than {table.Benchmark.Path} ({table.Sha256[..12]}…); give the table that was searched");
    }

    // Whoever does not say a budget is beside those of the one that the others have.
    private static ComparedTask Task(RunEntry entry, RunSet runs, List<string> notes)
    {
        ComparedTask own = new(entry.SearchDataset, entry.ReportDataset, entry.Budget);
        if (entry.Budget is not null)
            return own;
        Budget?[] others = [.. runs.Entries.Where(other => other.SearchDataset == entry.SearchDataset && other.ReportDataset == entry.ReportDataset && other.Budget is not null)
            .Select(other => other.Budget).Distinct()];
        if (others.Length == 0)
            return own;
        string note = $"{entry.Provenance.Source} says no budget";
        notes.Add(others.Length == 1
            ? $"{note}: it stands beside runs of {(own with { Budget = others[0] }).Limit}"
            : $"{note}, and others have {others.Length}: it stands alone; say it (--budget)");
        return others.Length == 1 ? own with { Budget = others[0] } : own;
    }

    // What is the best of a study with limits is not the best of the table.
    private static IEnumerable<string> Limits(RunSet runs) => runs.Entries.Where(entry => entry.Provenance.Study is not null)
        .DistinctBy(entry => entry.Provenance.Study).Where(entry => StudyReader.Parse(entry.Provenance.Study!, entry.Provenance.Source).Limits.Count > 0)
        .Select(entry => $"{entry.Provenance.Source}: the study has limits; its regret counts from the best within them, normalised scores and the exact best from the whole table");

    private AlgorithmResult? Result(string name, RunEntry entry, List<string> notes)
    {
        NormalisedScale? scale = Reference(entry.ReportDataset)?.Scale;
        double[] values = [.. entry.Trials.Select(trial => options.Metric.Of(trial, scale))];
        if (values.Length > 0 && values.All(double.IsFinite))
            return SampleResults.Of(name, entry, values, options, cancellation);
        notes.Add(values.Length == 0 ? $"{entry.Provenance.Source}: {name} has no trials"
            : options.Metric.IsShared() && scale is not null && entry.Trials.All(trial => double.IsFinite(trial.Test))
                ? $"{entry.ReportDataset}: all architectures are equal, so there is no normalised score"
            : $"{entry.Provenance.Source}: {name} has trials without {options.Metric.Title()}: give the table that was searched (--file)");
        return null;
    }

    private TableReference? Reference(Dataset dataset)
    {
        if (options.Table is null)
            return null;
        if (!_references.TryGetValue(dataset, out TableReference? reference))
            _references.Add(dataset, reference = TableReference.Of(options.Table, dataset));
        return reference;
    }
}
