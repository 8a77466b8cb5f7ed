using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Kinds;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>What each algorithm came to: tables, and the finals of all trials as boxes.</summary>
internal static class SummarySection
{
    private const string NotTold = "not told by the source, nor looked up: no table was given";

    public static PageSection Tables(ReportedRuns runs) => new("summary", "Summary",
    [
        new TextBlock(
            "Mean ± population standard deviation over trials, in brackets the Monte Carlo standard error of the mean; in square brackets 95 % bootstrap intervals of "
            + $"{runs.Options.Resamples:#,0} resamples. Accuracies are percent after the full training, mean over all stored seeds. Bold is the greatest mean, which need not be a difference: see the pairs."),
        .. runs.Tasks.SelectMany(task => (IEnumerable<PageBlock>)[new HeadingBlock($"{task.Task.Task}"), runs.Show(Table(task.Task, task.Name)), .. Notes(task.Task)]),
        .. runs.Comparison.Notes.Select(note => new TextBlock($"Note: {note}.")),
    ]);

    public static PageSection Finals(ReportedRuns runs) => new("finals", "Finals of all trials",
    [
        new TextBlock(
            "Boxes from the lower to the upper quartile with the median; whiskers to the furthest trial within one and a half boxes; trials beyond as small points; the mean as a mark."),
        .. runs.Tasks.Select(task => runs.Show(Boxes(runs, task.Task, task.Name))),
    ]);

    private static ResultTable Table(TaskComparison task, string name)
    {
        double best = task.Algorithms.Count > 1 ? task.Algorithms.Max(algorithm => algorithm.Summary.Mean) : double.NaN;
        return new ResultTable(
            $"summary-{name}", $"{task.Task}: what the algorithms came to.",
            [
                new("algorithm", "algorithm", ColumnKind.Header), new("trials", "trials", ColumnKind.Whole), Percent("valid", "validation"), Percent("test", "test"),
                Percent("test_median", "median"), Percent("test_iqm", "IQM"), Percent("regret", "test regret"),
                new("evaluations", "evaluations") { Decimals = 1 },
            ],
            [.. task.Algorithms.Select(algorithm => (IReadOnlyList<ResultCell>)[
                ResultCell.Of(algorithm.Name), ResultCell.Of(algorithm.Entry.Trials.Count), Spread(algorithm, trial => trial.Valid),
                Spread(algorithm, trial => trial.Test) with
                {
                    Interval = (algorithm.MeanCorrected.Interval ?? algorithm.MeanPercentile.Interval) is { } known ? (known.Low, known.High) : null,
                    IsBest = algorithm.Summary.Mean == best,
                },
                ResultCell.Of(algorithm.Summary.Median), Cells.Of(algorithm.InterquartileMean, algorithm.InterquartileInterval), Spread(algorithm, trial => trial.Regret),
                algorithm.Entry.Trials.All(trial => trial.Evaluations > 0)
                    ? ResultCell.Of(algorithm.Entry.Trials.Average(trial => trial.Evaluations))
                    : ResultCell.Missing("the source does not say how many")])]);

        static ResultColumn Percent(string key, string title) => new(key, title) { Unit = "%", Decimals = 2 };

        static ResultCell Spread(AlgorithmResult algorithm, Func<RunTrial, double> value) => Cells.Spread(algorithm.Entry.Trials.Select(value), NotTold);
    }

    // Where BCa has no answer the interval is the percentile one; where neither has, it says why.
    private static IEnumerable<TextBlock> Notes(TaskComparison task)
    {
        foreach (AlgorithmResult algorithm in task.Algorithms)
            if (algorithm.MeanPercentile.Interval is null)
                yield return new TextBlock($"{algorithm.Name} has no intervals: {algorithm.MeanPercentile.Reason}.");
            else if (algorithm.MeanCorrected.Interval is null)
                yield return new TextBlock($"{algorithm.Name}: the interval of the mean is that of the percentile bootstrap, not BCa's: {algorithm.MeanCorrected.Reason}.");
    }

    private static Picture Boxes(ReportedRuns runs, TaskComparison task, string name) => SampleBoxes.Of(
        $"finals-{name}", $"{task.Task}: test accuracy of all trials", new PictureAxis("test accuracy (%)"),
        [.. task.Algorithms.Select(algorithm => (algorithm.Name, algorithm.Values))], [.. task.Algorithms.Select(algorithm => runs.Series(algorithm.Name))]);
}
