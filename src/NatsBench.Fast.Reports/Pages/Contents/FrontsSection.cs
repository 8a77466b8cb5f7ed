using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Kinds;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Search.Fronts;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>Fronts of studies with objectives beside accuracy: their hypervolumes, as shares of the exact front's.</summary>
internal static class FrontsSection
{
    public static PageSection? Of(ReportedRuns runs)
    {
        (TaskComparison Task, string Name)[] tasks = [.. runs.Tasks.Where(task => task.Task.Algorithms.Any(algorithm => algorithm.Entry.Fronts is not null))];
        return tasks.Length == 0 ? null : new PageSection("fronts", "Fronts of several objectives",
        [
            new TextBlock(
                "Hypervolume of each trial's front: what it dominates of what is better than the reference point, accuracy 0 % and the worst of each objective among all architectures. "
                + "Shares are of the exact front's, that of all architectures that may be proposed."),
            .. tasks.SelectMany(task => OfTask(runs, task.Task, task.Name)),
        ]);
    }

    private static IEnumerable<PageBlock> OfTask(ReportedRuns runs, TaskComparison task, string name)
    {
        yield return new HeadingBlock($"{task.Task}: accuracy against {string.Join(", ", WithFronts(task)[0].Fronts.Objectives)}");
        yield return runs.Show(Table(task, name));
        yield return runs.Show(Boxes(runs, task, name));
        if (FrontCurves.Of(task) is { } curves)
            yield return runs.Show(FrontPictures.Growth(runs, task.Task, curves, name));
        else
            yield return new TextBlock("No hypervolume over the budget: the studies kept no log points (--traces).");
        if (runs.Options.Table is not { } table)
            yield return new TextBlock("No fronts are drawn: their values are looked up in the table that was searched, and none was given (--file).");
        else
            foreach (Picture picture in FrontPictures.Fronts(runs, task, table, name))
                yield return runs.Show(picture, "The architectures on the front of the trial of median hypervolume, at their test accuracies.");
    }

    private static (AlgorithmResult Algorithm, RunFronts Fronts)[] WithFronts(TaskComparison task) =>
        [.. task.Algorithms.Where(algorithm => algorithm.Entry.Fronts is not null).Select(algorithm => (algorithm, algorithm.Entry.Fronts!))];

    private static ResultTable Table(TaskComparison task, string name) => new(
        $"fronts-{name}", $"{task.Task}: fronts of the trials; the last rows are the exact fronts.",
        [
            new("algorithm", "algorithm", ColumnKind.Header), new("size", "architectures") { Decimals = 1 }, Volume("reward", "as searched"), Volume("valid", "validation"),
            Volume("test", "test"), new("share", "share of the exact test front") { Unit = "%", Decimals = 2 },
        ],
        [
            .. WithFronts(task).Select(own => (IReadOnlyList<ResultCell>)[
                ResultCell.Of(own.Algorithm.Name), Spread(own.Fronts, front => front.Size), Spread(own.Fronts, front => front.Reward), Spread(own.Fronts, front => front.Valid),
                Spread(own.Fronts, front => front.Test), Cells.Spread(Shares(own.Fronts), "the exact front has no volume")]),
            .. WithFronts(task).Select(own => own.Fronts.Exact).DistinctBy(exact => exact.Test).Select(exact => (IReadOnlyList<ResultCell>)[
                ResultCell.Of("exact"), ResultCell.Of(exact.Test.Size), ResultCell.Of(exact.Reward.Hypervolume), ResultCell.Of(exact.Valid.Hypervolume),
                ResultCell.Of(exact.Test.Hypervolume), ResultCell.Of(100)]),
        ]);

    private static Picture Boxes(ReportedRuns runs, TaskComparison task, string name) => SampleBoxes.Of(
        $"hypervolume-{name}", $"{task.Task}: hypervolume of the trials' fronts", new PictureAxis("share of the exact test front's hypervolume (%)"),
        [.. WithFronts(task).Select(own => (own.Algorithm.Name, Shares(own.Fronts)))], [.. WithFronts(task).Select(own => runs.Series(own.Algorithm.Name))]);

    private static ResultColumn Volume(string key, string title) => new(key, $"hypervolume, {title}");

    private static ResultCell Spread(RunFronts fronts, Func<FrontOutcome, double> value) => Cells.Spread(fronts.Trials.Select(value), "not told");

    private static IReadOnlyList<double> Shares(RunFronts fronts) => [.. fronts.Trials.Select(front => 100 * front.Test / fronts.Exact.Test.Hypervolume)];
}
