using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>The scripts' <c>show-dataset</c>: ImageNet16-120 of the first cells, and how many cells there are.</summary>
internal static class DatasetSection
{
    private const int FirstCells = 10_000;

    public static PaperSection Of(PaperTable table)
    {
        SectionBuilder section = new(
            table, "dataset", "Accuracies of the first cells, and counts",
            "ImageNet16-120, cells 0 to 9999, one random seed of each (drawn from seed 0 of this program): what the script collects and does not print, here in a few numbers. Counts: cells whose output depends on their input, and distinct isomorphism strings, from the texts alone.");
        List<IReadOnlyList<ResultCell>> rows = [];
        foreach ((TrainingSetting setting, string name) in new[] { (TrainingSetting.Epochs12, "valid"), (TrainingSetting.Epochs12, "test"), (TrainingSetting.Epochs200, "test") })
            section.Try($"{name} under setting {setting}", () =>
            {
                (TableView view, EvaluationSet set) = table.Bind(Dataset.ImageNet16120, name, setting);
                double[] drawn = new SeededColumn(view, set, epoch: null).Draw(0);
                ColumnSummary summary = Scan.Summarize(drawn.AsSpan(0, int.Min(FirstCells, drawn.Length)));
                rows.Add(
                [
                    ResultCell.Of($"{name}, setting {setting}"), ResultCell.Of(summary.Count), ResultCell.Of(summary.Mean) with { Deviation = Math.Sqrt(summary.Variance) },
                    ResultCell.Of(summary.Minimum), ResultCell.Of(summary.Maximum),
                ]);
            });
        section.AddTable(
            "", "Accuracies on ImageNet16-120 of the first 10,000 cells: mean ± standard deviation over cells, and their range.",
            [Columns.Header("set", "set"), Columns.Count, Columns.Percent("accuracy", "accuracy"), Columns.Percent("minimum", "minimum"), Columns.Percent("maximum", "maximum")], rows);
        section.AddTable("counts", "How many cells there are.", [Columns.Header("what", "what"), Columns.Whole("cells", "cells")], Counts(table).Select(count => (IReadOnlyList<ResultCell>)
            [ResultCell.Of(count.What), ResultCell.Of(count.Cells)]));
        return section.Build();
    }

    /// <summary>Counts of cells, from the texts of the table.</summary>
    public static IEnumerable<(string What, int Cells)> Counts(PaperTable table)
    {
        TopologyCell[] cells = [.. Enumerable.Range(0, table.Bench.Count).Select(index => TopologyCell.Parse(table.Bench.Architecture(index)))];
        yield return ("cells", cells.Length);
        yield return ("cells whose output depends on their input", cells.Count(cell => cell.IsReachable));
        yield return ("distinct strings, every operation written out", cells.Select(cell => cell.UniqueString(ZeroHandling.Literal)).Distinct().Count());
        yield return ("distinct strings, skips seen through", cells.Select(cell => cell.UniqueString(ZeroHandling.SkipOnly)).Distinct().Count());
        yield return ("distinct strings, skips and zeros seen through", cells.Select(cell => cell.UniqueString(ZeroHandling.SkipAndZero)).Distinct().Count());
    }
}
