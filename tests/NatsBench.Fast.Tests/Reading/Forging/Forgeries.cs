using System.Text.Json.Nodes;
using NatsBench.Fast.Format;

namespace NatsBench.Fast.Tests.Reading.Forging;

/// <summary>One change to a file, its checksums repaired.</summary>
/// <param name="Name">What was changed to what.</param>
/// <param name="IsData">True when the field says what the archive says, so that another answer is no wrong one.</param>
/// <param name="Make">Makes the file of the one to forge.</param>
internal sealed record Forgery(string Name, bool IsData, Func<Forger, byte[]> Make);

/// <summary>Every field of a file at its extremes.</summary>
internal static class Forgeries
{
    // Where, how wide, whether it is data; as docs/format.md has them.
    private static readonly (string Name, int At, int Width, bool IsData)[] Header =
    [
        ("magic", 0, 8, false), ("major", 8, 2, false), ("minor", 10, 2, false), ("header size", 12, 4, false), ("file length", 16, 8, false),
        ("directory offset", 24, 8, false), ("directory length", 32, 8, false), ("directory hash", 40, 8, false), ("reserved", 48, 8, false), ("header hash", 56, 8, false),
    ];

    private static readonly (string Name, int At, int Width, bool IsData)[] Counts =
        [("columns", 0, 4, false), ("names", 4, 4, false), ("text length", 8, 4, false), ("reserved", 12, 4, false)];

    private static readonly (string Name, int At, int Width, bool IsData)[] Column =
    [
        ("setting", 0, 2, true), ("dataset", 2, 2, true), ("set", 4, 2, true), ("kind", 6, 1, true), ("part", 7, 1, true), ("type", 8, 1, false),
        ("reserved", 9, 1, false), ("blocks", 12, 4, false), ("items", 16, 8, false), ("index offset", 24, 8, true), ("index hash", 32, 8, false), ("stored bytes", 40, 8, false),
    ];

    private static readonly (string Name, int At, int Width, bool IsData)[] Block =
    [
        ("offset", 0, 8, true), ("stored length", 8, 4, false), ("packed length", 12, 4, true), ("first item", 16, 4, true), ("item count", 20, 4, true),
        ("stride", 24, 4, true), ("origin", 28, 4, true), ("encoding", 32, 1, true), ("compression", 33, 1, false), ("presence", 34, 1, true), ("reserved", 35, 1, false), ("hash", 40, 8, false),
    ];

    private static readonly string[] Values =
    [
        "0", "1", "-1", "2147483647", "-2147483648", "99999999999", "-99999999999", "1e400", "0.5", "1048576", "null", "true", "false", "\"\"", "\"7\"", "\"\\ud800\"",
        "\"00000000000000000\"", "[]", "{}", "[0]", "[-1]", "[null]", "[\"\"]", "{\"bits\":\"00000000000000000\"}", "{\"bits\":\"1234567890123456789\"}", "{\"bits\":7}", "{\"architecture\":false}",
    ];

    public static IEnumerable<Forgery> Of(byte[] bytes)
    {
        Forger forger = new(bytes);
        foreach (Forgery forgery in Fields(forger, "header", 0, Header).Concat(Fields(forger, "directory", forger.DirectoryAt, Counts)))
            yield return forgery;
        for (int column = 0; column < forger.Directory.Columns.Count; column++)
        {
            ColumnEntry entry = forger.Directory.Columns[column];
            foreach (Forgery forgery in Fields(forger, $"column {column}", forger.EntryAt(column), Column))
                yield return forgery;
            for (int block = 0; block < entry.BlockCount; block++)
            {
                foreach (Forgery forgery in Fields(forger, $"column {column} block {block}", forger.BlockAt(column, block), Block))
                    yield return forgery;
                BlockEntry at = forger.Block(column, block);
                foreach (Forgery forgery in Heads(forger, $"column {column} block {block}", at))
                    yield return forgery;
            }
        }
        for (int name = 0; name <= forger.Directory.Names.Count; name++)
            foreach (Forgery forgery in Fields(forger, $"name {name}", forger.NamesAt, [("offset", name * 4, 4, true)]))
                yield return forgery;
        int texts = forger.NamesAt + (forger.Directory.Names.Count + 1) * 4;
        for (int at = texts; at < bytes.Length; at++)
            foreach (Forgery forgery in Fields(forger, "names", at, [($"byte {at - texts}", 0, 1, true)]))
                yield return forgery;
        foreach (Forgery forgery in Metadata(forger))
            yield return forgery;
    }

    private static IEnumerable<Forgery> Fields(Forger forger, string where, int start, IEnumerable<(string Name, int At, int Width, bool IsData)> fields)
    {
        foreach ((string name, int at, int width, bool isData) in fields)
        {
            long old = forger.Get(start + at, width);
            foreach (long value in Extremes(old, width).Distinct().Where(value => value != old))
                yield return new Forgery($"{where}, {name}: {old} → {value}", isData, own => own.With(start + at, width, value));
        }
    }

    // What an encoding begins with: numbers of images, powers, widths of groups, bitmaps.
    private static IEnumerable<Forgery> Heads(Forger forger, string where, BlockEntry block)
    {
        int start = (int)block.Offset;
        int count = int.Min(block.StoredLength, 10);
        IEnumerable<(string, int, int, bool)> fields = [.. Enumerable.Range(0, count).Select(i => ($"byte {i}", i, 1, true)), ("last byte", block.StoredLength - 1, 1, true)];
        if (block.StoredLength >= 4)
            fields = fields.Append(("first cell", 0, 4, true));
        if (block.StoredLength >= 8)
            fields = fields.Append(("first wide cell", 0, 8, true));
        return Fields(forger, where, start, fields);
    }

    private static IEnumerable<long> Extremes(long old, int width)
    {
        long all = width == 8 ? -1 : (1L << (8 * width)) - 1, top = width == 8 ? long.MaxValue : (1L << (8 * width - 1)) - 1;
        foreach (long value in new[] { 0, 1, all, top, top + 1, old + 1, old - 1, 2 * old, old / 2, 2, 3, 4, 5, 6, 64, 1 << 16, (1 << 20) + 1, 1 << 23, 1 << 26, int.MaxValue - 1, 1L << 40 })
            yield return width switch
            {
                1 => value & 0xFF,
                2 => value & 0xFFFF,
                4 => unchecked((int)value),
                _ => value,
            };
    }

    // Every value of the document replaced, every key and every item left out, and the document itself spoilt.
    private static IEnumerable<Forgery> Metadata(Forger forger)
    {
        List<string> paths = [];
        _ = forger.WithMetadata(text =>
        {
            Walk(JsonNode.Parse(text)!, paths);
            return text;
        });
        foreach (string path in paths)
        {
            foreach (string value in Values)
                yield return new Forgery($"metadata {path} = {value}", true, own => own.WithMetadata(text => Replaced(text, path, value)));
            yield return new Forgery($"metadata without {path}", true, own => own.WithMetadata(text => Replaced(text, path, null)));
        }
        foreach (string document in new[] { "", "null", "{}", "[", new string('[', 200), "\u0000", "{\"provenance\":{},\"provenance\":1}" })
            yield return new Forgery($"metadata is {document}", true, own => own.WithMetadata(_ => document));
    }

    private static void Walk(JsonNode node, List<string> paths)
    {
        if (node.Parent is not null)
            paths.Add(node.GetPath());
        if (node is JsonObject properties)
        {
            foreach ((string key, JsonNode? child) in properties)
                if (child is not null)
                    Walk(child, paths);
        }
        else if (node is JsonArray items)
        {
            foreach (JsonNode? child in items)
                if (child is not null)
                    Walk(child, paths);
        }
    }

    private static string Replaced(string text, string path, string? value)
    {
        JsonNode root = JsonNode.Parse(text)!;
        JsonNode target = Find(root, path)!;
        if (value is null)
        {
            if (target.Parent is JsonObject properties)
                properties.Remove(target.GetPropertyName());
            else
                target.Parent!.AsArray().RemoveAt(target.GetElementIndex());
            return root.ToJsonString();
        }
        // Put in as raw text, for not all of it is a value that the document model takes.
        target.ReplaceWith(JsonValue.Create("@here@"));
        return root.ToJsonString().Replace("\"@here@\"", value, StringComparison.Ordinal);
    }

    private static JsonNode? Find(JsonNode node, string path)
    {
        if (node.Parent is not null && node.GetPath() == path)
            return node;
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject properties => properties.Select(property => property.Value),
            JsonArray items => items,
            _ => [],
        };
        return children.OfType<JsonNode>().Select(child => Find(child, path)).FirstOrDefault(found => found is not null);
    }
}
