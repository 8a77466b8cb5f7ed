using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Kinds;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>Each pair of algorithms: effect sizes and intervals first, p-values after.</summary>
internal static class PairsSection
{
    public static PageSection? Of(ReportedRuns runs)
    {
        (TaskComparison Task, string Name)[] tasks = [.. runs.Tasks.Where(task => task.Task.Pairs.Count > 0)];
        return tasks.Length == 0 ? null : new PageSection("pairs", "Pairs of algorithms",
        [
            new TextBlock(
                "The difference of the means of test accuracies with its 95 % interval; the probability that a trial of the first is better than one of the second, ties half "
                + "(on one task the probability of improvement is A12); the test, Wilcoxon's of trials that pair and else Mann–Whitney's, with p-values corrected by Holm over the pairs of a "
                + "task; and how many trials, or pairs of them, tell such a difference at level 0.05 with power 0.8."),
            .. tasks.SelectMany(task => (IEnumerable<PageBlock>)[
                new HeadingBlock($"{task.Task.Task}"), runs.Show(Improvement(task.Task, task.Name)), runs.Show(ComparisonTables.Pairs(task.Task, runs.Comparison.Metric, $"pairs-{task.Name}")),
                new ListBlock([.. task.Task.Pairs.Select(pair => $"{(pair.IsPaired ? "paired" : "not paired")}: {pair.PairingReason}").Distinct()])]),
        ]);
    }

    private static Picture Improvement(TaskComparison task, string name) => IntervalList.Of(
        $"improvement-{name}", $"{task.Task}: probability of improvement", new PictureAxis("probability that a trial of the first is better, with 95 % interval"),
        [.. task.Pairs.Select(pair => (Title(task, pair), pair.Improvement, pair.ImprovementInterval.Interval?.Low ?? double.NaN, pair.ImprovementInterval.Interval?.High ?? double.NaN))],
        reference: 0.5);

    private static string Title(TaskComparison task, PairComparison pair) => $"{task.Algorithms[pair.First].Name} > {task.Algorithms[pair.Second].Name}";
}
