using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>The official <c>find_best</c>: the best of each dataset and set, with and without limits.</summary>
internal static class BestSection
{
    // In millions; null for none.
    private static readonly (double? Flops, double? Params)[] Bounds = [(null, null), (100, null), (null, 0.5), (50, 0.3)];

    public static PaperSection Of(PaperTable table)
    {
        SectionBuilder section = new(
            table, "best", "The best architectures",
            $"The greatest mean accuracy after the full training (setting {table.Full}) on each dataset and set, of equal ones the lowest index; under limits of FLOPs and parameters too.");
        List<IReadOnlyList<ResultCell>> rows = [];
        foreach ((Dataset dataset, EvaluationSet set) in Sets())
            section.Try($"{set} of {dataset}", () =>
            {
                TableView view = table.Bench.Table(dataset, table.Full);
                double[] accuracy = view.Accuracy(set).ToArray(), costs = view.Costs.Flops.ToArray(), sizes = view.Costs.Params.ToArray();
                int absent = table.Bench.RecordedArchitectures.Count(index => double.IsNaN(accuracy[index]));
                if (absent > 0)
                    section.Note($"{set} of {dataset}: {absent} recorded without an accuracy, and never the best; the official find_best refuses to answer then");
                foreach ((double? flops, double? parameters) in Bounds)
                {
                    Limits limits = flops is { } most ? Limits.AtMost(costs, most) : Limits.None;
                    if (Scan.Best(accuracy, parameters is { } size ? limits.And(sizes, size) : limits) is { } best)
                        rows.Add(
                        [
                            ResultCell.Of(dataset.Name), ResultCell.Of(set.Name), ResultCell.Of(flops ?? double.NaN, "no limit"), ResultCell.Of(parameters ?? double.NaN, "no limit"),
                            ResultCell.Of(best.Index), ResultCell.Of(table.Bench.Architecture(best.Index)), ResultCell.Of(best.Value),
                            ResultCell.Of(costs[best.Index]), ResultCell.Of(sizes[best.Index]),
                        ]);
                }
            });
        section.AddTable(
            "", "The best by mean accuracy over seeds.",
            [
                Columns.Dataset, Columns.Header("set", "set"), new("max_flops", "most FLOPs") { Unit = "M" }, new("max_params", "most parameters") { Unit = "M" },
                Columns.Index, Columns.Architecture, Columns.Percent("accuracy", "accuracy"), new("flops", "FLOPs") { Unit = "M" }, new("params", "parameters") { Unit = "M" },
            ],
            rows);
        return section.Build();
    }

    private static IEnumerable<(Dataset, EvaluationSet)> Sets() =>
    [
        (Dataset.Cifar10Valid, EvaluationSet.XValid), (Dataset.Cifar10Valid, EvaluationSet.OriTest), (Dataset.Cifar10, EvaluationSet.OriTest),
        (Dataset.Cifar100, EvaluationSet.XValid), (Dataset.Cifar100, EvaluationSet.XTest), (Dataset.Cifar100, EvaluationSet.OriTest),
        (Dataset.ImageNet16120, EvaluationSet.XValid), (Dataset.ImageNet16120, EvaluationSet.XTest), (Dataset.ImageNet16120, EvaluationSet.OriTest),
    ];
}
