using System.Globalization;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>
/// <c>meta.json</c> of the robustness data sets: <c>ids</c> → index → text and the id that isomorphic cells are looked up by. Both are checked
/// against the space; the id is a column.
/// </summary>
internal sealed class RobustnessMetaReader : ITableReader
{
    public string Format => "robustness-meta";

    public bool Knows(SourceFile file) => JsonStart.Of(file) is { Count: > 0 } && file.Bytes.AsSpan().IndexOf("\"nb201-string\""u8) >= 0;

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options)
    {
        SourceTable table = new() { Kind = KeyKind.Index };
        JsonLeaves.Read(file, (path, in leaf) =>
        {
            switch (path)
            {
                case ["ids", var id, "nb201-string"]:
                    if (leaf.Text is null || !keys.TryFind(KeyKind.Index, id, out int index) || !keys.TryFind(KeyKind.Text, leaf.Text, out int named) || index != named)
                        throw file.Fault($"id {Printable.Of(id)} is '{Printable.Of(leaf.Text ?? "")}', which is none, or another, of {keys.Benchmark.Path}");
                    break;
                case ["ids", var id, "isomorph"]:
                    string isomorph = leaf.Text ?? leaf.Number.ToString("R", CultureInfo.InvariantCulture);
                    if (!keys.TryFind(KeyKind.Index, id, out int cell) || !keys.TryFind(KeyKind.Representative, isomorph, out int representative) || keys.Representatives[cell] != representative)
                        throw file.Fault($"id {Printable.Of(id)} is isomorphic to {Printable.Of(isomorph)}, which is not so in {keys.Benchmark.Path}");
                    table.Column("isomorph", () => new(new ExtraDescription
                    {
                        Name = "jung.meta.isomorph",
                        Quantity = "index",
                        Direction = Direction.Minimise,
                        Kind = ExtraKind.Derived,
                        SourceName = file.Name,
                        Note = "the lowest index among isomorphic cells, by which the robustness data sets are looked up; neither direction is better",
                    })).Add(table.RowOf(id), representative);
                    break;
            }
            return true;
        });
        return [table];
    }
}
