using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Layers;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>The scripts' <c>draw-ranks</c>: how stable an order is when one seed stands for all.</summary>
internal static class StabilitySection
{
    private static readonly int[] Shares = [1, 5, 10, 20];

    public static PaperSection Of(PaperTable table)
    {
        TrainingSetting setting = table.IsTopology ? table.Full : TrainingSetting.Epochs12;
        SectionBuilder section = new(
            table, "ranks", "Stability of ranks",
            $"The best 1, 5, 10 and 20 % by mean test accuracy under setting {setting}, pairs of accuracy and index in descending order, so that of equal ones the higher index is taken; Kendall τ-b of the mean over seeds with the accuracy of one random seed of each (drawn from seed 0 of this program).");
        List<IReadOnlyList<ResultCell>> rows = [];
        foreach (Dataset dataset in PaperTable.Datasets)
            section.Try(dataset.Name, () =>
            {
                (TableView view, EvaluationSet set) = table.Bind(dataset, "test", setting);
                double[] mean = view.Accuracy(set).ToArray(), drawn = new SeededColumn(view, set, epoch: null).Draw(0);
                int there = Ranking.Common(mean).Length;
                foreach (int share in Shares)
                {
                    int[] top = Ranking.Top(mean, there * share / 100);
                    double[] x = Ranking.Of(mean, top), y = Ranking.Of(drawn, top);
                    rows.Add(
                    [
                        ResultCell.Of(dataset.Name), ResultCell.Of($"{share} %"), ResultCell.Of(top.Length),
                        ResultCell.Of(Scan.KendallCorrelation(x, y), "no order among them"), ResultCell.Of(Scan.SpearmanCorrelation(x, y), "no order among them"),
                    ]);
                    section.AddPicture(new Picture(
                        section.Name($"{SectionBuilder.Part(dataset)}-top{share}"), $"{dataset}: one seed against the mean, best {share} %",
                        $"Scatter of {top.Length} architectures: test accuracy of one random seed over the mean over seeds, both in percent.",
                        new PictureAxis("mean over seeds (%)"), new PictureAxis("one seed (%)"), [new PointLayer(Ink.Series(0), x, y)]));
                }
                int[] most = Ranking.Top(mean, there * Shares[^1] / 100);
                section.AddData(
                    $"{SectionBuilder.Part(dataset)}-points", $"Test accuracy on {dataset} of the best 20 %, from the best on: mean over seeds, and that of one seed.",
                    [Columns.Index, Columns.Percent("mean", "mean"), Columns.Percent("one_seed", "one seed")],
                    most.Select(i => (IReadOnlyList<ResultCell>)[ResultCell.Of(i), ResultCell.Of(mean[i]), ResultCell.Of(drawn[i])]));
            });
        section.AddTable(
            "", "Correlation of the accuracy of one random seed with the mean over seeds.",
            [Columns.Dataset, Columns.Header("best", "best"), Columns.Count, Columns.Correlation("kendall", "Kendall τ-b"), Columns.Correlation("spearman", "Spearman ρ")], rows);
        return section.Build();
    }
}
