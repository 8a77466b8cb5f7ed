using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Tables;

namespace NatsBench.Fast.Reports.Paper.Sections;

/// <summary>The scripts' <c>Analyze-time</c>: what training every architecture takes.</summary>
internal static class TimeSection
{
    private const double SecondsPerDay = 86_400;

    public static PaperSection Of(PaperTable table)
    {
        SectionBuilder section = new(
            table, "time", "Time to train them all",
            "The seconds of training (train-all-time) under setting 12 of every architecture, summed in the order of their indices, and the ratio to cifar10-valid. Times do not depend on the seed.");
        List<IReadOnlyList<ResultCell>> rows = [];
        double first = double.NaN;
        foreach (Dataset dataset in new[] { Dataset.Cifar10Valid, Dataset.Cifar100, Dataset.ImageNet16120 })
            section.Try(dataset.Name, () =>
            {
                double[] seconds = table.Bench.Table(dataset, TrainingSetting.Epochs12).Seconds(EvaluationSet.Train).ToArray();
                int[] among = Ranking.Common(seconds);
                double sum = 0;
                foreach (int i in among)
                    sum += seconds[i];
                if (dataset == Dataset.Cifar10Valid)
                    first = sum;
                rows.Add(
                [
                    ResultCell.Of(dataset.Name), ResultCell.Of(among.Length), ResultCell.Of(sum), ResultCell.Of(sum / SecondsPerDay),
                    ResultCell.Of(sum / first, "no cifar10-valid to compare with"),
                ]);
            });
        section.AddTable(
            "", "Seconds of training under setting 12, of all architectures together.",
            [
                Columns.Dataset, Columns.Count, new("seconds", "training") { Unit = "s", Decimals = 0 }, new("days", "days of one GPU") { Unit = "d", Decimals = 1 },
                new("ratio", "ratio to cifar10-valid") { Decimals = 3 },
            ],
            rows);
        section.Note("The published times are constants and no measurements (docs/data-semantics.md): their ratios say nothing of hardware.");
        return section.Build();
    }
}
