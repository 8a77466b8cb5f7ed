using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>The scripts' <c>draw-correlations</c>: validation against test accuracy of some cells.</summary>
internal static class CellSection
{
    private const int Step = 300, Count = 34;

    public static PaperSection Of(PaperTable table)
    {
        SectionBuilder section = new(
            table, "correlations", "Correlation of validation and test over 34 cells",
            "Cells 1, 301, …, 9901: Kendall τ-b and Spearman ρ between validation (cifar10-valid) and test accuracy on cifar10. Full training, mean over seeds.");
        section.Try("the correlation", () =>
        {
            double[] valid = table.Valid(Dataset.Cifar10), test = table.Test(Dataset.Cifar10);
            int[] cells = [.. Enumerable.Range(0, Count).Select(i => 1 + i * Step).Where(i => i < valid.Length && !double.IsNaN(valid[i]) && !double.IsNaN(test[i]))];
            double[] x = Ranking.Of(valid, cells), y = Ranking.Of(test, cells);
            if (cells.Length < Count)
                section.Note($"{Count - cells.Length} of the {Count} cells have no record here, and do not count");
            section.AddTable(
                "", "Correlation of validation and test accuracy on cifar10.",
                [Columns.Count, Columns.Correlation("kendall", "Kendall τ-b"), Columns.Correlation("spearman", "Spearman ρ")],
                [[ResultCell.Of(cells.Length), ResultCell.Of(Scan.KendallCorrelation(x, y), "no order among them"), ResultCell.Of(Scan.SpearmanCorrelation(x, y), "no order among them")]]);
            section.AddData(
                "points", "The cells.", [Columns.Index, Columns.Percent("valid", "validation"), Columns.Percent("test", "test")],
                cells.Select(i => (IReadOnlyList<ResultCell>)[ResultCell.Of(i), ResultCell.Of(valid[i]), ResultCell.Of(test[i])]));
        });
        return section.Build();
    }
}
