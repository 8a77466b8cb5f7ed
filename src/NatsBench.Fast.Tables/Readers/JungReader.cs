using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>
/// The robustness data set of Jung et al.: <c>DATASET/KEY_MEASURE.json</c>, dataset → attack or corruption → measure → id of a
/// representative → a fraction, or one for each strength. Isomorphic cells share it.
/// </summary>
internal sealed class JungReader : ITableReader
{
    // In 255ths of the range of a pixel; fgsm was made with more.
    private static readonly string[] Strengths = ["0_1", "0_5", "1", "2", "3", "4", "8"];
    private static readonly string[] MoreStrengths = ["0_1", "0_5", "1", "2", "3", "4", "5", "6", "7", "8", "255"];
    private static readonly string[] Measures = ["accuracy", "confidence"];

    public string Format => "jung-robustness";

    public bool Knows(SourceFile file) => JsonStart.Of(file) is [_, _, "accuracy" or "confidence" or "cm", ..];

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options)
    {
        OrderedDictionary<string, SourceTable> tables = [];
        Dictionary<(string, string, string), int> lengths = [];
        List<(string Dataset, string Key, string Measure, string Id, int Place, double Value)> numbers = [];
        JsonLeaves.Read(file, (path, in leaf) =>
        {
            if (path is not ([_, _, _, _] or [_, _, _, _, _]) || !Measures.Contains(path[2]))
                throw file.Fault($"{string.Join(", ", path.Take(3).Select(Printable.Of))}: is no accuracy or confidence by dataset, key, measure and id; confusion matrices are no column");
            int place = path.Count == 5 ? int.Parse(path[4], System.Globalization.CultureInfo.InvariantCulture) : -1;
            numbers.Add((path[0], path[1], path[2], path[3], place, JsonNumbers.Of(file, path, leaf)));
            lengths[(path[0], path[1], path[2])] = int.Max(lengths.GetValueOrDefault((path[0], path[1], path[2])), place + 1);
            return true;
        });
        foreach ((string dataset, string key, string measure, string id, int place, double value) in numbers)
        {
            if (!tables.TryGetValue(dataset, out SourceTable? table))
                tables.Add(dataset, table = new SourceTable { Part = dataset, Kind = KeyKind.Representative });
            string strength = place < 0 ? "" : Strength(file, key, lengths[(dataset, key, measure)], place);
            table.Column($"{key}/{measure}/{strength}", () => Column(file, dataset, key, measure, strength)).Add(table.RowOf(id), value);
        }
        return tables.Values;
    }

    private static string Strength(SourceFile file, string key, int count, int place) => key.Contains("@Linf", StringComparison.Ordinal)
        ? count == Strengths.Length ? $".eps{Strengths[place]}"
            : count == MoreStrengths.Length ? $".eps{MoreStrengths[place]}"
            : throw file.Fault($"{Printable.Of(key)}: has {count} numbers a cell where attacks were made with {Strengths.Length} strengths, or {MoreStrengths.Length}")
        : $".severity{place + 1}";

    private static SourceColumn Column(SourceFile file, string dataset, string key, string measure, string strength) => new(new ExtraDescription
    {
        Name = $"jung.{ColumnWords.Part(dataset)}.{ColumnWords.Part(key)}{strength}.{measure}",
        Quantity = measure,
        Unit = "fraction",
        Direction = Direction.Maximise,
        Dataset = dataset,
        Kind = ExtraKind.Measured,
        SourceName = file.Name,
    });
}
