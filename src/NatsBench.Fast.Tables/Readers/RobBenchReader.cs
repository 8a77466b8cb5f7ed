using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>
/// NAS-RobBench-201, trained adversarially: dataset → id of a representative → metric → seed, or <c>threeseed</c> for their mean; fractions.
/// </summary>
internal sealed class RobBenchReader : ITableReader
{
    private const string Mean = "threeseed";

    public string Format => "robbench";

    public bool Knows(SourceFile file) => JsonStart.Of(file) is [_, var id, _, _] && id.All(char.IsAsciiDigit);

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options)
    {
        OrderedDictionary<string, SourceTable> tables = [];
        JsonLeaves.Read(file, (path, in leaf) =>
        {
            if (path is not [var dataset, var id, var metric, var seed])
                throw file.Fault($"{string.Join(", ", path.Select(Printable.Of))}: is no number by dataset, id, metric and seed");
            if (!tables.TryGetValue(dataset, out SourceTable? table))
                tables.Add(dataset, table = new SourceTable { Part = dataset, Kind = KeyKind.Representative });
            table.Column($"{metric}/{seed}", () => Column(file, dataset, metric, seed)).Add(table.RowOf(id), JsonNumbers.Of(file, path, leaf));
            return true;
        });
        return tables.Values;
    }

    private static SourceColumn Column(SourceFile file, string dataset, string metric, string seed)
    {
        string name = dataset == "imagenet" ? Dataset.ImageNet16120.Name : dataset;
        return new(new ExtraDescription
        {
            Name = $"robbench.{ColumnWords.Part(name)}.{ColumnWords.Part(metric)}{(seed == Mean ? "" : $".seed{ColumnWords.Part(seed)}")}",
            Quantity = "accuracy",
            Unit = "fraction",
            Direction = Direction.Maximise,
            Dataset = name,
            Kind = ExtraKind.Measured,
            SourceName = file.Name,
            Note = seed == Mean ? "trained adversarially; mean of three seeds" : "trained adversarially",
        });
    }
}
