using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Layers;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>Figure 4: the rank by validation accuracy against the order by test accuracy.</summary>
internal static class OrderSection
{
    public static PaperSection Of(PaperTable table)
    {
        SectionBuilder section = new(
            table, "fig4", "Figure 4: validation ranks in the order of test accuracy",
            "Per dataset: architectures in the order of their test accuracy, ascending, of equal ones the lower index first; the rank by validation accuracy upwards, which is what the label of the published axis says. Full training, mean over seeds; ranks from 0.");
        List<IReadOnlyList<ResultCell>> rows = [];
        foreach (Dataset dataset in PaperTable.Datasets)
            section.Try(dataset.Name, () =>
            {
                double[] valid = table.Valid(dataset), test = table.Test(dataset);
                int[] among = Ranking.Common(valid, test);
                int[] byTest = Ranking.Ascending(test, among), byValid = Ranking.Ascending(valid, among);
                double[] validOf = Ranking.Of(valid, among), testOf = Ranking.Of(test, among);
                rows.Add(
                [
                    ResultCell.Of(dataset.Name), ResultCell.Of(among.Length), ResultCell.Of(Scan.SpearmanCorrelation(validOf, testOf)),
                    ResultCell.Of(Scan.KendallCorrelation(validOf, testOf)),
                ]);
                section.AddData(
                    $"{SectionBuilder.Part(dataset)}-points", $"Ranks by test and by validation accuracy on {dataset}, from 0.",
                    [Columns.Index, Columns.Whole("rank_test", "rank by test accuracy"), Columns.Whole("rank_valid", "rank by validation accuracy")],
                    among.Select((index, place) => (IReadOnlyList<ResultCell>)[ResultCell.Of(index), ResultCell.Of(byTest[place]), ResultCell.Of(byValid[place])]));
                section.AddPicture(new Picture(
                    section.Name(SectionBuilder.Part(dataset)), $"{dataset}: rank by validation accuracy against rank by test accuracy",
                    $"Scatter of {among.Length} architectures: the rank by validation accuracy on {dataset} over the rank by test accuracy, with the diagonal.",
                    new PictureAxis("rank by test accuracy"), new PictureAxis("rank by validation accuracy"),
                    [
                        new PointLayer(Ink.Series(0), [.. byTest.Select(rank => (double)rank)], [.. byValid.Select(rank => (double)rank)]) { Name = "validation" },
                        new LineLayer(Ink.Muted, [0, among.Length - 1], [0, among.Length - 1]) { Name = "test" },
                    ]));
            });
        section.AddTable(
            "", "Rank correlation of validation and test accuracy.",
            [Columns.Dataset, Columns.Count, Columns.Correlation("spearman", "Spearman ρ"), Columns.Correlation("kendall", "Kendall τ-b")], rows);
        return section.Build();
    }
}
