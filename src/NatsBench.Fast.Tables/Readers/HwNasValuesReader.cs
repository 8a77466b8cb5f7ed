using System.Text.Json;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>What HW-NAS-Bench's library answers, as JSON: a list of <c>{arch, dataset, metrics: {…}}</c>. An architecture of FBNet is a list of codes.</summary>
internal sealed class HwNasValuesReader : ITableReader
{
    public string Format => "hwnas-values";

    public bool Knows(SourceFile file) => JsonStart.Of(file) is ["0", "arch"] && file.Bytes.AsSpan().IndexOf("\"metrics\""u8) >= 0;

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options)
    {
        OrderedDictionary<string, SourceTable> tables = [];
        string place = "", architecture = "", dataset = "";
        JsonLeaves.Read(file, (path, in leaf) =>
        {
            if (path.Count > 1 && path[0] != place)
                (place, architecture, dataset) = (path[0], "", "");
            switch (path)
            {
                case [_, "arch"]:
                    architecture = leaf.Kind == JsonValueKind.Number ? $"{leaf.Number:R}" : leaf.Text ?? "";
                    break;
                case [_, "dataset"] when leaf.Text is not null:
                    dataset = leaf.Text;
                    break;
                // Those of the other space have a list, and so no text.
                case [_, "metrics", HwNasLayout.Product] or [_, "metrics", _] when path[^1] == HwNasLayout.Product || architecture.Length == 0:
                    break;
                case [_, "metrics", var metric]:
                    if (!tables.TryGetValue(dataset, out SourceTable? table))
                        tables.Add(dataset, table = new SourceTable { Part = dataset });
                    table.Column(metric, () => HwNasLayout.Column(file, dataset, metric, "one image at a time; networks of FBNet, its other space, left out")).Add(table.RowOf(architecture), JsonNumbers.Of(file, path, leaf));
                    break;
            }
            return true;
        });
        return tables.Values;
    }
}
