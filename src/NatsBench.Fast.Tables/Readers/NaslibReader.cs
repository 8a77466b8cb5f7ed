using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>
/// Zero-cost scores of NAS-Bench-Suite-Zero, as NASLib reads them: dataset → tuple → score → <c>{score, time}</c>, or the number alone; in
/// older files one level, the space, is around all.
/// </summary>
internal sealed class NaslibReader : ITableReader
{
    // Nothing to compute a score from: a network that passes nothing on.
    private const double NoScore = -1e8;

    // How other scores are, higher is better by convention.
    private static readonly Dictionary<string, (string Quantity, string Unit, Direction Direction, ExtraKind Kind)> Scores = new()
    {
        ["params"] = ("params", "M", Direction.Minimise, ExtraKind.Derived),
        ["flops"] = ("flops", "M", Direction.Minimise, ExtraKind.Derived),
        ["val_accuracy"] = ("accuracy", "%", Direction.Maximise, ExtraKind.Measured),
    };

    public string Format => "naslib-zc";

    public bool Knows(SourceFile file) => JsonStart.Of(file) is { } start && TupleAt(start) >= 0;

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options)
    {
        OrderedDictionary<string, SourceTable> tables = [];
        JsonLeaves.Read(file, (path, in leaf) =>
        {
            int tuple = TupleAt(path);
            if (tuple < 0)
                throw file.Fault($"{string.Join(", ", path.Select(Printable.Of))}: is of no architecture; keys are tuples such as (4, 0, 3, 1, 4, 3)");
            string dataset = tuple > 0 ? path[tuple - 1] : options.Dataset ?? throw file.Fault("does not name its dataset; --dataset says it");
            if (!tables.TryGetValue(dataset, out SourceTable? table))
                tables.Add(dataset, table = NewTable(dataset));
            string[] member = [.. path.Skip(tuple + 1)];
            switch (member)
            {
                case ["idx"]: // a row of NASLib's own list, which is no index of the archive
                    break;
                case ["arch"]:
                    if (leaf.Text is null || !keys.TryFind(KeyKind.Naslib, leaf.Text, out int stated) || !keys.TryFind(KeyKind.Naslib, path[tuple], out int named) || stated != named)
                        throw file.Fault($"{dataset}, {Printable.Of(path[tuple])}: says that it is of '{Printable.Of(leaf.Text ?? "")}'");
                    break;
                case [_] or [_, "score"]:
                    string score = member[0];
                    table.Column(score, () => Column(file, dataset, score)).Add(table.RowOf(path[tuple]), JsonNumbers.Of(file, path, leaf));
                    break;
                case [var timed, "time"]:
                    table.Column($"{timed}.time", () => Time(file, dataset, timed)).Add(table.RowOf(path[tuple]), JsonNumbers.Of(file, path, leaf));
                    break;
                default:
                    throw file.Fault($"{string.Join(", ", path.Select(Printable.Of))}: is neither score nor time");
            }
            return true;
        });
        return tables.Values;
    }

    private static int TupleAt(IReadOnlyList<string> path)
    {
        for (int i = 0; i < int.Min(path.Count, 3); i++)
            if (path[i].StartsWith('('))
                return i;
        return -1;
    }

    private static SourceTable NewTable(string dataset)
    {
        SourceTable table = new() { Part = dataset, Kind = KeyKind.Naslib };
        table.Check = (file, keys, indices) => NaslibCheck.Require(file, table, dataset, keys.Benchmark, indices);
        return table;
    }

    private static SourceColumn Column(SourceFile file, string dataset, string score)
    {
        (string quantity, string unit, Direction direction, ExtraKind kind) = Scores.GetValueOrDefault(score, ("score", "", Direction.Maximise, ExtraKind.Measured));
        return new(Description(file, dataset, score) with { Quantity = quantity, Unit = unit, Direction = direction, Kind = kind }) { Sentinels = quantity == "score" ? [NoScore] : [] };
    }

    private static SourceColumn Time(SourceFile file, string dataset, string score) => new(Description(file, dataset, score) with
    {
        Name = $"zc.{ColumnWords.Part(dataset)}.{ColumnWords.Part(score)}.time",
        Quantity = "time",
        Unit = "s",
        Direction = Direction.Minimise,
    });

    private static ExtraDescription Description(SourceFile file, string dataset, string score) => new()
    {
        Name = $"zc.{ColumnWords.Part(dataset)}.{ColumnWords.Part(score)}",
        Quantity = "score",
        Direction = Direction.Maximise,
        Dataset = dataset,
        Kind = ExtraKind.Measured,
        SourceName = file.Name,
        Licence = "Apache-2.0",
    };
}
