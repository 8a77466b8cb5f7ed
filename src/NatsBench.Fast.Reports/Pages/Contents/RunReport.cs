using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>The report on runs, ours or anybody's.</summary>
public static class RunReport
{
    /// <summary>Compares runs and describes the page; <see cref="ReportFolder"/> writes it.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="NatsBenchException">Runs are of different tables, or there is nothing to compare.</exception>
    public static Page Of(RunSet runs, RunReportOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(options);
        CompareOptions compare = new() { Metric = RunMetric.Test, Table = options.Table, Resamples = options.Resamples, Seed = options.Seed };
        Comparison comparison = Comparison.Of(runs, compare, cancellation);
        progress?.Report(0.5);
        ReportedRuns reported = new(runs, comparison, options);
        string[] algorithms = [.. comparison.Tasks.SelectMany(task => task.Algorithms).Select(algorithm => algorithm.Name).Distinct()];
        string title = options.Title ?? $"{(algorithms.Length <= 6 ? string.Join(", ", algorithms) : $"{algorithms.Length} algorithms")} on {string.Join(", ", comparison.Tasks.Select(task => $"{task.Task.ReportDataset}").Distinct())}";
        PageSection?[] sections =
        [
            SummarySection.Tables(reported), SummarySection.Finals(reported), CurvesSection.Of(reported, cancellation), PairsSection.Of(reported), RanksSection.Of(reported), OverallSection.Of(reported),
            FrontsSection.Of(reported), SweepsSection.Of(reported, compare, cancellation),
            ExactSection.Of(reported), ProvenanceSection.Of(reported), Checklist.Of(reported),
        ];
        progress?.Report(1);
        return new Page(title, Lead(comparison), [.. sections.OfType<PageSection>()])
        {
            Synthetic = reported.Synthetic,
            Footer = $"Made by natsbench report. {reported.Footnote}",
        };
    }

    private static string Lead(Comparison comparison) => FormattableString.Invariant(
        $"{comparison.Tasks.Sum(task => task.Algorithms.Sum(algorithm => algorithm.Entry.Trials.Count)):#,0} trials of architecture search on NATS-Bench tables. Tasks: {string.Join("; ", comparison.Tasks.Select(task => task.Task))}.");
}
