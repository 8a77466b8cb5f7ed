using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Pictures.Kinds;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Statistics.Correlations;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>NAS-Bench-201's <c>test-correlation</c>: how early validation accuracies foretell final ones.</summary>
internal static class EarlySection
{
    private const int Draws = 100;

    private static readonly (TrainingSetting Setting, int Epochs)[] Times =
    [
        (TrainingSetting.Epochs12, 6), (TrainingSetting.Epochs12, 12), .. new[] { 12, 24, 100, 150, 175, 200 }.Select(epochs => (TrainingSetting.Epochs200, epochs)),
    ];

    public static PaperSection Of(PaperTable table, int threads)
    {
        SectionBuilder section = new(
            table, "early", "Early validation and final accuracies",
            "Pearson's correlation of the validation accuracy on cifar10 (cifar10-valid) after some epochs, of a random seed of each cell, with final accuracies (full training, mean over seeds); mean ± standard deviation over 100 draws of the seeds. The last column is the test accuracy of cifar10-valid, which the landmark of the notebook is about.");
        section.Try("the correlations", () => Add(section, Finals(table), threads));
        return section.Build();
    }

    private static List<(string Key, string Name, double[] Values)> Finals(PaperTable table)
    {
        List<(string, string, double[])> finals = [];
        foreach ((Dataset dataset, string key, string name) in new[] { (Dataset.Cifar10, "c10", "C10"), (Dataset.Cifar100, "c100", "C100"), (Dataset.ImageNet16120, "in16", "IN16") })
        {
            finals.Add(($"{key}_v", $"{name}-V", table.Valid(dataset)));
            finals.Add(($"{key}_t", $"{name}-T", table.Test(dataset)));
        }
        finals.Add(("c10_valid_t", "cifar10-valid test", table.Bench.Table(Dataset.Cifar10Valid, table.Full).Accuracy(EvaluationSet.OriTest).ToArray()));
        return finals;
    }

    private static void Add(SectionBuilder section, List<(string Key, string Name, double[] Values)> finals, int threads)
    {
        List<(string Label, double[][] Draws)> rows = [];
        foreach ((TrainingSetting setting, int epochs) in Times)
            section.Try($"after {epochs} epochs of setting {setting}", () =>
            {
                (TableView view, EvaluationSet set) = section.Table.Bind(Dataset.Cifar10, "valid", setting);
                SeededColumn column = new(view, set, epochs - 1);
                double[][] correlations = [.. finals.Select(_ => new double[Draws])];
                Parallel.For(0, Draws, new ParallelOptions { MaxDegreeOfParallelism = threads }, draw =>
                {
                    double[] early = column.Draw((ulong)draw);
                    for (int final = 0; final < finals.Count; final++)
                        correlations[final][draw] = Correlation(early, finals[final].Values);
                });
                rows.Add(($"{epochs} of {setting.Key.TrimStart('0')}", correlations));
            });
        if (rows.Count == 0)
            return;
        section.AddTable(
            "", "Pearson's correlation with final accuracies, mean ± standard deviation over 100 draws of the seeds.",
            [Columns.Header("epochs", "epochs"), .. finals.Select(final => Columns.Correlation(final.Key, final.Name))],
            rows.Select(row => (IReadOnlyList<ResultCell>)[ResultCell.Of(row.Label), .. row.Draws.Select(Cell)]));
        section.AddPicture(NumberGrid.Of(
            section.Name(""), "Pearson's correlation of early validation accuracies with final accuracies", [.. rows.Select(row => row.Label)],
            [.. finals.Select(final => final.Name)], [.. rows.Select(row => (IReadOnlyList<double>)[.. row.Draws.Select(draws => draws.Average())])], "0.000"));
    }

    private static ResultCell Cell(double[] draws)
    {
        if (draws.Any(double.IsNaN))
            return ResultCell.Missing("no spread among them");
        Summary summary = Summary.Of(draws);
        return ResultCell.Of(summary.Mean) with { Deviation = summary.Deviation };
    }

    private static double Correlation(double[] first, double[] second)
    {
        int[] among = Ranking.Common(first, second);
        return among.Length < 2 ? double.NaN : Pearson.Correlation(Ranking.Of(first, among), Ranking.Of(second, among));
    }
}
