using NatsBench.Fast.Conversion.Pickle;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>
/// HW-NAS-Bench's pickle: <c>nasbench201</c> → dataset → metric → a number for each architecture in the order of the archive, and
/// <c>config</c>, whose texts tell that order. Its other space, <c>fbnet</c>, is of other networks.
/// </summary>
internal sealed class HwNasReader : ITableReader
{
    private const string Space = "nasbench201";
    private const string Configurations = "config";

    public string Format => "hwnas";

    public bool Knows(SourceFile file) => PickleFile.Looks(file) && file.Bytes.AsSpan().IndexOf("nasbench201"u8) >= 0;

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options)
    {
        PickleValue root = PickleFile.Read(file);
        if (root.Kind != PickleKind.Dict || !root.AsDict.TryGet(Space, out PickleValue space) || space.Kind != PickleKind.Dict)
            throw file.Fault($"has no dict '{Space}', which HW-NAS-Bench's file has");
        string note = root.AsDict.TryGet("fbnet", out _) ? "one image at a time; networks of FBNet, its other space, left out" : "one image at a time";
        List<SourceTable> tables = [];
        foreach (PickleDict.Entry dataset in space.AsDict.Entries)
        {
            if (dataset is not { Key.Kind: PickleKind.String, Value.Kind: PickleKind.Dict })
                throw file.Fault($"{Space}: {dataset.Key} holds no metrics");
            foreach (PickleDict.Entry metric in dataset.Value.AsDict.Entries)
            {
                string where = $"{Space}, {Printable.Of(dataset.Key.AsString)}, {metric.Key}";
                ReadOnlySpan<PickleValue> items = Items(file, metric.Value, where);
                if (metric.Key.Kind != PickleKind.String)
                    throw file.Fault($"{where}: is no metric");
                if (metric.Key.AsString == Configurations)
                    RequireOrder(file, items, keys, where);
                else if (metric.Key.AsString != HwNasLayout.Product)
                    tables.Add(Table(file, dataset.Key.AsString, metric.Key.AsString, items, where, note));
            }
        }
        return tables;
    }

    private static SourceTable Table(SourceFile file, string dataset, string metric, ReadOnlySpan<PickleValue> items, string where, string note)
    {
        SourceTable table = new() { Part = where, IsInOrder = true, RowsInOrder = items.Length };
        SourceColumn column = table.Column(metric, () => HwNasLayout.Column(file, dataset, metric, note));
        for (int row = 0; row < items.Length; row++)
            column.Add(row, PickleNumbers.Of(file, items[row], $"{where}, item {row}"));
        return table;
    }

    private static void RequireOrder(SourceFile file, ReadOnlySpan<PickleValue> configurations, ArchitectureKeys keys, string where)
    {
        for (int index = 0; index < configurations.Length; index++)
            if (configurations[index] is { Kind: PickleKind.Dict } one && one.AsDict.TryGet("arch_str", out PickleValue text) && text.Kind == PickleKind.String
                && (!keys.TryFind(KeyKind.Text, text.AsString, out int found) || found != index))
                throw file.Fault($"{where}, item {index} is of '{Printable.Of(text.AsString)}': its architectures are in another order, or of another space, than those of {keys.Benchmark.Path}");
    }

    private static ReadOnlySpan<PickleValue> Items(SourceFile file, in PickleValue value, string where) =>
        value.TryGetItems(out ReadOnlySpan<PickleValue> items) ? items : throw file.Fault($"{where}: is {value}, no list");
}
