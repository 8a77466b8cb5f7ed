using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>
/// zero-cost-nas's files: one pickle behind the other, a dict for each architecture with its index <c>i</c>, scores <c>logmeasures</c> and
/// perhaps accuracies. A job that was started again appended what it had done before: the later line counts.
/// </summary>
internal sealed class ZeroCostNasReader : ITableReader
{
    private static readonly (string Word, string Dataset)[] Datasets =
        [("_cf100_", "cifar100"), ("_cf10_", "cifar10"), ("_im120_", "ImageNet16-120"), ("_ImageNet16-120_", "ImageNet16-120"), ("_cifar100_", "cifar100"), ("_cifar10_", "cifar10")];

    private static readonly string[] Accuracies = ["trainacc", "valacc", "testacc"];

    public string Format => "zero-cost-nas";

    public bool Knows(SourceFile file) => PickleFile.Looks(file) && file.Bytes.AsSpan().IndexOf("logmeasures"u8) >= 0;

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options)
    {
        string dataset = options.Dataset ?? Array.Find(Datasets, one => file.Name.Contains(one.Word, StringComparison.Ordinal)).Dataset
            ?? throw file.Fault("does not name its dataset, as nb2_cf10_….p does; --dataset says it");
        SourceTable table = new() { Kind = KeyKind.Index, LaterWins = true };
        int line = 0;
        foreach (PickleValue value in PickleFile.ReadAll(file))
        {
            if (value.Kind != PickleKind.Dict || !value.AsDict.TryGet("i", out PickleValue index) || index.Kind != PickleKind.Int
                || !value.AsDict.TryGet("logmeasures", out PickleValue measures) || measures.Kind != PickleKind.Dict)
                throw file.Fault($"pickle {line} is no dict with i and logmeasures");
            if (value.AsDict.TryGet("arch", out PickleValue arch) && arch.Kind == PickleKind.String && keys.TryFind(arch.AsString, out int stated) && stated != index.AsInt)
                throw file.Fault($"pickle {line} is of architecture {index.AsInt} and of '{Printable.Of(arch.AsString)}', which is {stated} in {keys.Benchmark.Path}: its architectures are in another order");
            int row = table.RowOf($"{index.AsInt}");
            foreach (PickleDict.Entry measure in measures.AsDict.Entries)
            {
                string score = measure.Key.Kind == PickleKind.String ? measure.Key.AsString : throw file.Fault($"pickle {line} has a measure {measure.Key}");
                table.Column(score, () => Column(file, dataset, score, "score", "", "")).Add(row, PickleNumbers.Of(file, measure.Value, $"pickle {line}, {Printable.Of(score)}"));
            }
            foreach (string accuracy in Accuracies)
                if (value.AsDict.TryGet(accuracy, out PickleValue percent))
                    table.Column(accuracy, () => Column(file, dataset, accuracy, "accuracy", "%", dataset == Dataset.Cifar10.Name ? "of trainings on cifar10-valid" : ""))
                        .Add(row, PickleNumbers.Of(file, percent, $"pickle {line}, {accuracy}"));
            line++;
        }
        return [table];
    }

    private static SourceColumn Column(SourceFile file, string dataset, string score, string quantity, string unit, string note) => new(new ExtraDescription
    {
        Name = $"zcnas.{ColumnWords.Part(dataset)}.{ColumnWords.Part(score)}",
        Quantity = quantity,
        Unit = unit,
        Direction = Direction.Maximise,
        Dataset = dataset,
        Kind = ExtraKind.Measured,
        SourceName = file.Name,
        Licence = "Apache-2.0",
        Note = note,
    });
}
