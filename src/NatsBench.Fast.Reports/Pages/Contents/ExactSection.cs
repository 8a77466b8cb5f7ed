using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Pages.Contents;

/// <summary>What the table tells without a trial: the exact best by each definition, and its noise.</summary>
internal static class ExactSection
{
    public static PageSection? Of(ReportedRuns runs)
    {
        TableReference[] references = [.. runs.Comparison.Tasks.Select(task => task.Reference).OfType<TableReference>().DistinctBy(reference => reference.Dataset)];
        string[] names = Slug.Distinct(references.Select(reference => $"{reference.Dataset}"));
        return references.Length == 0 ? null : new PageSection("exact", "What the table tells exactly",
        [
            new TextBlock("Regret counts from the best mean test accuracy. The lowest index of equals is named."),
            .. references.Select((reference, i) => runs.Show(ComparisonTables.Reference(reference, $"exact-{names[i]}"))),
            new TextBlock(
                "The noise floor. Deviation between seeds: root of the mean sample variance over those of the top architectures by mean test accuracy that have several trainings. "
                + "Same best: one stored training of each architecture is drawn for validation and again for test; the probability that one architecture is the best of both. "
                + "Selection regret: the mean test regret of the best by validation of such a draw. What is closer together than these is not told apart by this table."),
            runs.Show(Noise(references)),
        ]);
    }

    private static ResultTable Noise(TableReference[] references) => new(
        "noise-floor", $"The noise floor; of the top {NoiseFloor.Top} architectures those with several trainings.",
        [
            new("dataset", "dataset", ColumnKind.Header), new("architectures", "architectures", ColumnKind.Whole),
            new("test_deviation", "deviation between seeds, test") { Unit = "% points", Decimals = 3 },
            new("valid_deviation", "validation") { Unit = "% points", Decimals = 3 }, new("same_best", "same best") { Decimals = 3 },
            new("selection_regret", "selection regret") { Unit = "% points", Decimals = 3 },
        ],
        [.. references.Select(reference => (IReadOnlyList<ResultCell>)[
            ResultCell.Of($"{reference.Dataset}"), ResultCell.Of(reference.Noise.Architectures), Of(reference.Noise.TestDeviation), Of(reference.Noise.ValidDeviation),
            Of(reference.Noise.SameBest), Of(reference.Noise.SelectionRegret)])]);

    private static ResultCell Of(double value) => ResultCell.Of(value, "no architecture has several trainings");
}
