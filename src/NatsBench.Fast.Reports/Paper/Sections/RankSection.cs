using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Layers;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>Figure 2: how an order by one dataset's test accuracy looks on the others.</summary>
internal static class RankSection
{
    public static PaperSection Of(PaperTable table)
    {
        SectionBuilder section = new(
            table, "fig2", "Figure 2: ranks on three datasets",
            "Architectures in the order of their test accuracy on cifar10, ascending, of equal ones the lower index first; ranks by the test accuracies on cifar100 and ImageNet16-120 against it. Full training, mean over seeds; ranks from 0.");
        section.Try("the ranks", () =>
        {
            double[][] tests = [.. PaperTable.Datasets.Select(dataset => table.Test(dataset))];
            int[] among = Ranking.Common(tests);
            int[][] ranks = [.. tests.Select(test => Ranking.Ascending(test, among))];
            section.AddTable(
                "", "Rank correlation of the test accuracy on cifar10 with those on the others.",
                [Columns.Dataset, Columns.Count, Columns.Correlation("spearman", "Spearman ρ"), Columns.Correlation("kendall", "Kendall τ-b")],
                Enumerable.Range(1, 2).Select(other => (IReadOnlyList<ResultCell>)
                [
                    ResultCell.Of(PaperTable.Datasets[other].Name), ResultCell.Of(among.Length),
                    ResultCell.Of(Scan.SpearmanCorrelation(Ranking.Of(tests[0], among), Ranking.Of(tests[other], among))),
                    ResultCell.Of(Scan.KendallCorrelation(Ranking.Of(tests[0], among), Ranking.Of(tests[other], among))),
                ]));
            section.AddData(
                "points", "The rank of each architecture by test accuracy on each dataset, from 0.",
                [Columns.Index, .. PaperTable.Datasets.Select(dataset => Columns.Whole($"rank_{SectionBuilder.Part(dataset).Replace('-', '_')}", $"rank on {dataset}"))],
                among.Select((index, place) => (IReadOnlyList<ResultCell>)[ResultCell.Of(index), .. ranks.Select(rank => ResultCell.Of(rank[place]))]));
            double[] x = [.. ranks[0].Select(rank => (double)rank)];
            section.AddPicture(new Picture(
                section.Name(""), "Rank on each dataset against the rank on cifar10",
                $"Scatter of {among.Length} architectures: the rank by test accuracy on cifar100 and on ImageNet16-120 over the rank by test accuracy on cifar10, which is the diagonal.",
                new PictureAxis("rank by test accuracy on cifar10"), new PictureAxis("rank by test accuracy"),
                [
                    new PointLayer(Ink.Series(1), x, [.. ranks[1].Select(rank => (double)rank)]) { Name = Dataset.Cifar100.Name },
                    new PointLayer(Ink.Series(2), x, [.. ranks[2].Select(rank => (double)rank)]) { Name = Dataset.ImageNet16120.Name },
                    new LineLayer(Ink.Series(0), [0, among.Length - 1], [0, among.Length - 1]) { Name = Dataset.Cifar10.Name },
                ]));
        });
        return section.Build();
    }
}
