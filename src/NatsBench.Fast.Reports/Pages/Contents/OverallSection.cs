using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Kinds;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>All tasks together, on the scale that datasets share.</summary>
internal static class OverallSection
{
    public static PageSection? Of(ReportedRuns runs) => runs.Comparison.Overall is not { } overall ? null : new PageSection("overall", "All tasks together",
    [
        new TextBlock(
            $"The {overall.Metric.Title()} of a trial is 0 at the exact expectation of one random architecture and 1 at the exact best of the table. Tasks: "
            + $"{string.Join("; ", overall.Tasks)}. Bootstraps are stratified by task."),
        runs.Show(ComparisonTables.Overall(overall, "overall")),
        runs.Show(Profile(runs, overall)),
        .. overall.Improvements.Count == 0 ? Array.Empty<PageBlock>() : [runs.Show(Improvement(overall)), runs.Show(ComparisonTables.Improvements(overall, "improvement-overall"))],
        .. overall.Algorithms.Count < 2 ? [] : RanksSection.Blocks(runs, "Ranks over all tasks", "overall", [.. overall.Algorithms.Select(algorithm => algorithm.Name)], overall.Ranks),
    ]);

    private static Picture Profile(ReportedRuns runs, OverallComparison overall)
    {
        Curve[] curves = [.. overall.Algorithms.Select(algorithm => new Curve(algorithm.Name, overall.Thresholds, algorithm.Profile) { Series = runs.Series(algorithm.Name) })];
        // Below where all trials are there is nothing to see.
        int first = Enumerable.Range(0, overall.Thresholds.Count).LastOrDefault(i => overall.Algorithms.All(algorithm => algorithm.Profile[i] == 1));
        return new Picture(
            "profile", "Performance profile over all tasks",
            $"Curves of the share of trials above a normalised score, falling from 1 to 0. {Medians(overall)}",
            new PictureAxis("normalised score τ") { Least = overall.Thresholds[first], Greatest = 1 }, new PictureAxis("share of trials with score > τ") { Least = 0, Greatest = 1.02 },
            Curve.Layers(curves));
    }

    private static string Medians(OverallComparison overall) => string.Join(" ", overall.Algorithms.Select(algorithm => FormattableString.Invariant(
        $"Half of the trials of {algorithm.Name} are above {overall.Thresholds[Enumerable.Range(0, overall.Thresholds.Count).LastOrDefault(i => algorithm.Profile[i] >= 0.5)]:0.###}.")));

    private static Picture Improvement(OverallComparison overall) => IntervalList.Of(
        "improvement-overall", "All tasks: probability of improvement", new PictureAxis("mean over tasks, with 95 % interval"),
        [.. overall.Improvements.Select(pair => (
            $"{overall.Algorithms[pair.First].Name} > {overall.Algorithms[pair.Second].Name}", pair.Probability, pair.Interval.Interval?.Low ?? double.NaN,
            pair.Interval.Interval?.High ?? double.NaN))],
        reference: 0.5);
}
