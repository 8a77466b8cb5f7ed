using NatsBench.Fast.Model;
using NatsBench.Fast.OneShot.Runs;
using NatsBench.Fast.OneShot.Scoring;
using NatsBench.Fast.OneShot.Training;

namespace NatsBench.Fast.OneShot.Published;

/// <summary>What one's own runs of an algorithm found on a dataset, as the paper reports it: their final architectures' accuracies after the full training.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Parameters">What differs from the paper's settings; empty where nothing does.</param>
/// <param name="Dataset">The dataset searched.</param>
/// <param name="Seeds">The runs' seeds, ascending.</param>
/// <param name="Finals">Their final architectures' official indices.</param>
/// <param name="Valid">Mean and population deviation of validation accuracies; null without a table.</param>
/// <param name="Test">The same of test accuracies.</param>
public sealed record FoundRow(
    OneShotAlgorithm Algorithm, string Parameters, Dataset Dataset, IReadOnlyList<long> Seeds, IReadOnlyList<int> Finals, MeanDeviation? Valid, MeanDeviation? Test)
{
    /// <summary>The rows of finished runs.</summary>
    /// <param name="folders">Folders of runs, finished or not; those that are not are left out.</param>
    /// <param name="tables">Tables to look up in, at most one of a space.</param>
    /// <exception cref="NatsBenchException">A run is damaged, two are the same, or a table lacks an architecture.</exception>
    public static IReadOnlyList<FoundRow> Of(IEnumerable<string> folders, IReadOnlyList<TableColumns> tables)
    {
        ArgumentNullException.ThrowIfNull(folders);
        ArgumentNullException.ThrowIfNull(tables);
        var runs = folders.Where(RunFolder.IsFinished).Select(folder => (Folder: folder, Plan: RunPlan.Read(folder), Last: Last(folder))).ToArray();
        foreach (var same in runs.GroupBy(run => (run.Plan.Settings, run.Plan.Dataset, run.Plan.LimitBatches)).Where(same => same.Count() > 1))
            throw new NatsBenchException($"{same.Last().Folder}: is the same run as {same.First().Folder}; leave one out");
        return
        [
            .. runs.GroupBy(run => (run.Plan.Settings.Algorithm, run.Plan.Parameters, run.Plan.Dataset)).OrderBy(group => group.Key.Algorithm).ThenBy(group => group.Key.Parameters, StringComparer.Ordinal)
                .Select(group =>
                {
                    var ordered = group.OrderBy(run => run.Plan.Settings.Seed).ToArray();
                    TableAccuracy[] accuracies = tables.FirstOrDefault(table => table.Benchmark.Space == group.Key.Algorithm.Space()) is not { } table ? []
                        : [.. ordered.Select(run => table.Of(run.Last.Measures.Selection.Architecture).FirstOrDefault(one => one.Dataset == group.Key.Dataset)).Where(one => one.Dataset == group.Key.Dataset)];
                    return new FoundRow(
                        group.Key.Algorithm, group.Key.Parameters, group.Key.Dataset, [.. ordered.Select(run => run.Plan.Settings.Seed)], [.. ordered.Select(run => run.Last.Index)],
                        Figure(accuracies, one => one.Valid), Figure(accuracies, one => one.Test));
                }),
        ];
    }

    private static EpochRecord Last(string folder) => RunFolder.Epochs(folder) is [.., var last] ? last
        : throw new DamagedFileException($"{folder}: is finished, and {RunFolder.EpochsName} has no epoch; put the whole file back");

    private static MeanDeviation? Figure(TableAccuracy[] accuracies, Func<TableAccuracy, double> value)
    {
        if (accuracies.Length == 0)
            return null;
        double mean = accuracies.Average(value), variance = accuracies.Average(one => (value(one) - mean) * (value(one) - mean));
        return new MeanDeviation(mean, Math.Sqrt(variance));
    }
}

/// <summary>Mean and population deviation of some accuracies, percent.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The deviation.</param>
public readonly record struct MeanDeviation(double Mean, double Deviation);
