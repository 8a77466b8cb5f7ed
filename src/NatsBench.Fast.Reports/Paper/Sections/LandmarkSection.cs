using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Paper.Reported;
using NatsBench.Fast.Reports.Tables;
using NatsBench.Fast.Scans;
using NatsBench.Fast.Statistics.Correlations;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>Numbers of the table that others printed: single architectures, the best ones, distributions, correlations, counts.</summary>
internal static class LandmarkSection
{
    private const string Audit = "a third party's audit of the data";

    public static PaperSection Of(PaperTable table)
    {
        SectionBuilder section = new(
            table, "landmarks", "Landmarks of the data",
            "Numbers of this table that others printed, beside those of the file: by which anyone can see whether it is what it is taken for.");
        List<IReadOnlyList<ResultCell>> rows = [];
        foreach (ArchitectureLandmark landmark in ReportedLandmarks.Architectures.Where(one => one.Space == table.Space))
            Add($"architecture {landmark.Architecture}", $"{landmark.Dataset} {landmark.Set}, setting {landmark.Setting}", landmark.Accuracy, landmark.Decimals, landmark.Source, () =>
            {
                (TableView view, EvaluationSet set) = table.Bind(landmark.Dataset, landmark.Set, new TrainingSetting(landmark.Setting));
                return landmark.Architecture < view.Count ? view.Accuracy(set)[landmark.Architecture] : double.NaN;
            });
        foreach (BestLandmark landmark in ReportedLandmarks.Best.Where(one => one.Space == table.Space))
        {
            string of = $"{landmark.Set} of {landmark.Dataset}, setting {landmark.Setting}";
            double Best(Func<Candidate, double> what) =>
                Scan.Best(table.Bench.Table(landmark.Dataset, new TrainingSetting(landmark.Setting)).Accuracy(landmark.Set)) is { } best ? what(best) : double.NaN;
            if (landmark.Architecture is { } index)
                Add("index of the best", of, index, 0, landmark.Source, () => Best(best => best.Index));
            if (landmark.Accuracy is { } accuracy)
                Add("accuracy of the best", of, accuracy, landmark.Decimals, landmark.Source, () => Best(best => best.Value));
        }
        if (table.IsTopology)
            AddTopology(table, Add);
        else
            AddSize(table, Add);
        section.AddTable(
            "", "Printed figures beside those of this table. [C] confirmed in the source named.", Comparison.Columns, rows);
        return section.Build();

        void Add(string row, string column, double value, int decimals, string source, Func<double> own)
        {
            ReportedFigure figure = new(table.Space, row, column, value, null, decimals, FigureStatus.Confirmed, source);
            Comparison.Own ours;
            try
            {
                double number = own();
                ours = double.IsNaN(number) ? new(null, Lack: "no record here") : new(number);
            }
            catch (NatsBenchException e)
            {
                ours = new(null, Lack: $"not in this table ({e.Message})");
            }
            rows.Add(Comparison.Row(table, figure, ours));
        }
    }

    private static void AddTopology(PaperTable table, Action<string, string, double, int, string, Func<double>> add)
    {
        foreach ((string what, int cells) in DatasetSection.Counts(table))
            add("count", what, what switch
            {
                "cells" => TopologyCell.Count,
                "cells whose output depends on their input" => 15_284,
                "distinct strings, every operation written out" => 15_625,
                "distinct strings, skips seen through" => 12_751,
                _ => 6_466,
            }, 0, "the definition of the space", () => cells);
        add("Pearson's correlation", "validation of cifar10-valid after setting 12, its test after setting 200", 0.9118, 4, "the notebook of AutoDL-Projects issue 96", () =>
        {
            double[] early = table.Valid(Dataset.Cifar10, TrainingSetting.Epochs12), final = table.Bench.Table(Dataset.Cifar10Valid, table.Full).Accuracy(EvaluationSet.OriTest).ToArray();
            int[] among = Ranking.Common(early, final);
            return among.Length < 2 ? double.NaN : Pearson.Correlation(Ranking.Of(early, among), Ranking.Of(final, among));
        });
    }

    private static void AddSize(PaperTable table, Action<string, string, double, int, string, Func<double>> add)
    {
        const string Of = "test accuracies on cifar10, setting 90";
        ColumnDistribution Whole() => table.Bench.RecordCount == table.Bench.Count
            ? ColumnDistribution.Of(table.Test(Dataset.Cifar10), 1) : throw new NatsBenchException($"{table.Bench.RecordCount} of {table.Bench.Count} architectures have a record");
        add("mean", Of, 91.08546417236329, 6, "the notebook of NATS-Bench issue 11", () => Whole().Mean);
        add("minimum", Of, 79.79, 2, Audit, () => Whole().Minimum);
        add("maximum", Of, 93.65, 2, Audit, () => Whole().Maximum);
        add("standard deviation", Of, 1.27, 2, Audit, () => Whole().Deviation);
        add("median", Of, 91.31, 2, Audit, () => Whole().Median);
        foreach ((double share, double value) in new[] { (0.05, 88.71), (0.95, 92.70) })
            add($"quantile {share}", Of, value, 2, Audit, () => new Quantile(share).Of(Whole().Count > 0 ? table.Test(Dataset.Cifar10) : []));
        add("Spearman's correlation", "test accuracy on cifar10 and parameters, setting 90", 0.872, 3, Audit, () =>
            Whole().Count > 0 ? Scan.SpearmanCorrelation(table.Test(Dataset.Cifar10), table.Bench.Table(Dataset.Cifar10, table.Full).Costs.Params) : double.NaN);
    }
}
