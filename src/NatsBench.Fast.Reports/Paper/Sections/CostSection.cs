using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Pictures;
using NatsBench.Fast.Reports.Pictures.Layers;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>Figure 3: accuracy against parameters and FLOPs.</summary>
internal static class CostSection
{
    private const string Residual = "|nor_conv_3x3~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|none~1|skip_connect~2|";
    private const string AllConvolutions = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";

    private static readonly string[] Pyramids = ["8:16:24:32:40", "8:16:32:48:64", "32:40:48:56:64"];

    /// <summary>The architectures that the figure marks.</summary>
    public static IReadOnlyList<(string Name, string Text)> Marked(SearchSpace space) => space == SearchSpace.Topology
        ? [("ResNet", Residual), ("largest", AllConvolutions)]
        : [.. Pyramids.Select(text => ($"pyramid {text}", text)), ("largest", "64:64:64:64:64")];

    public static PaperSection Of(PaperTable table)
    {
        SectionBuilder section = new(
            table, "fig3", "Figure 3: accuracy against cost",
            $"Train and test accuracy of the full training, mean over seeds, against parameters and FLOPs, which are read under setting {(table.IsTopology ? "12" : "90")}. Train accuracy on cifar10 is that of cifar10, not of cifar10-valid.");
        TrainingSetting costSetting = table.IsTopology ? TrainingSetting.Epochs12 : TrainingSetting.Epochs90;
        List<IReadOnlyList<ResultCell>> rows = [], marks = [];
        foreach (Dataset dataset in PaperTable.Datasets)
            section.Try(dataset.Name, () => Add(section, dataset, costSetting, rows, marks));
        section.AddTable(
            "", "Rank correlation (Kendall τ-b) of costs and accuracies.",
            [
                Columns.Dataset, Columns.Count, Columns.Correlation("params_train", "parameters, train"), Columns.Correlation("flops_train", "FLOPs, train"),
                Columns.Correlation("params_test", "parameters, test"), Columns.Correlation("flops_test", "FLOPs, test"),
            ],
            rows);
        section.AddTable(
            "marked", "The architectures that the figure marks.",
            [
                Columns.Dataset, Columns.Header("name", "name"), Columns.Index, Columns.Architecture,
                new("params", "parameters") { Unit = "M" }, new("flops", "FLOPs") { Unit = "M" }, Columns.Percent("train", "train"), Columns.Percent("test", "test"),
            ],
            marks);
        return section.Build();
    }

    private static void Add(
        SectionBuilder section, Dataset dataset, TrainingSetting costSetting, List<IReadOnlyList<ResultCell>> rows, List<IReadOnlyList<ResultCell>> marks)
    {
        PaperTable table = section.Table;
        CostView costs = table.Bench.Table(dataset, costSetting).Costs;
        double[] parameters = costs.Params.ToArray(), flops = costs.Flops.ToArray();
        double[] train = table.Bench.Table(dataset, table.Full).Accuracy(EvaluationSet.Train).ToArray(), test = table.Test(dataset);
        int[] among = Ranking.Common(parameters, flops, train, test);
        (string Name, int? Index)[] marked = [.. Marked(table.Space).Select(one => (one.Name, table.Find(one.Text)))];
        string part = SectionBuilder.Part(dataset);
        double[] p = Ranking.Of(parameters, among), f = Ranking.Of(flops, among), tr = Ranking.Of(train, among), te = Ranking.Of(test, among);
        rows.Add(
        [
            ResultCell.Of(dataset.Name), ResultCell.Of(among.Length),
            .. new[] { (p, tr), (f, tr), (p, te), (f, te) }.Select(pair => ResultCell.Of(Scan.KendallCorrelation(pair.Item1, pair.Item2))),
        ]);
        foreach ((string name, int? index) in marked)
            if (index is { } i)
                marks.Add(
                [
                    ResultCell.Of(dataset.Name), ResultCell.Of(name), ResultCell.Of(i), ResultCell.Of(table.Bench.Architecture(i)),
                    ResultCell.Of(parameters[i]), ResultCell.Of(flops[i]), ResultCell.Of(train[i]), ResultCell.Of(test[i]),
                ]);
        section.AddData(
            $"{part}-points", $"Costs and accuracies on {dataset}.",
            [Columns.Index, new("params", "parameters") { Unit = "M" }, new("flops", "FLOPs") { Unit = "M" }, Columns.Percent("train", "train"), Columns.Percent("test", "test")],
            among.Select(i => (IReadOnlyList<ResultCell>)
                [ResultCell.Of(i), ResultCell.Of(parameters[i]), ResultCell.Of(flops[i]), ResultCell.Of(train[i]), ResultCell.Of(test[i])]));
        foreach ((string cost, string label, double[] x) in new[] { ("params", "parameters (M)", parameters), ("flops", "FLOPs (M)", flops) })
            foreach ((string set, double[] y) in new[] { ("train", train), ("test", test) })
                section.AddPicture(new Picture(
                    section.Name($"{part}-{cost}-{set}"), $"{dataset}: {set} accuracy against {(cost == "params" ? "parameters" : "FLOPs")}",
                    $"Scatter of {among.Length} architectures: {set} accuracy on {dataset} in percent over {label}; marked: {string.Join(", ", marked.Where(one => one.Index is not null).Select(one => one.Name))}.",
                    new PictureAxis(label), new PictureAxis($"{set} accuracy (%)"),
                    [
                        new PointLayer(Ink.Series(0), Ranking.Of(x, among), Ranking.Of(y, among)),
                        .. marked.Where(one => one.Index is not null).Select((one, number) =>
                            new PointLayer(Ink.Series(number + 1), [x[one.Index!.Value]], [y[one.Index!.Value]]) { Name = one.Name }),
                    ]));
    }
}
