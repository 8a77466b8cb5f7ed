using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Pictures.Kinds;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>Average ranks over blocks, as critical-difference diagrams where blocks suffice, and else the reason why not.</summary>
internal static class RanksSection
{
    public static PageSection? Of(ReportedRuns runs) => runs.Comparison.Tasks.All(task => task.Algorithms.Count < 2) ? null : new PageSection("ranks", "Average ranks",
    [
        new TextBlock(
            "Rank 1 is the best of a block. Blocks are trials that share their random numbers within a task; a few datasets are too few blocks for any significance. Where there is no diagram, "
            + "the intervals of the pairs say what is known."),
        .. runs.Tasks.Where(task => task.Task.Algorithms.Count > 1).SelectMany(task => Blocks(
            runs, $"{task.Task.Task}", task.Name, [.. task.Task.Algorithms.Select(algorithm => algorithm.Name)], task.Task.Ranks)),
    ]);

    /// <summary>What ranks over some blocks come to.</summary>
    public static IEnumerable<PageBlock> Blocks(ReportedRuns runs, string title, string name, IReadOnlyList<string> algorithms, RankComparison ranks)
    {
        yield return new HeadingBlock(title);
        if (ComparisonTables.Ranks(ranks, algorithms, title, $"ranks-{name}") is { } table)
            yield return runs.Show(table);
        if (ranks.CriticalDifference is { } difference)
            yield return runs.Show(CriticalDifferences.Of(
                $"ranks-{name}", $"{title}: critical differences", algorithms, difference.AverageRanks, difference.Value, difference.Groups,
                [.. algorithms.Select(runs.Series)]));
        else
            yield return new TextBlock($"No critical-difference diagram: {ranks.Reason}.");
    }
}
