using NatsBench.Fast.Internals;
using NatsBench.Fast.Tables.Grids;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>Any JSON that is a list of objects with a key among their members, or an object by architecture.</summary>
internal sealed class JsonTableReader : ITableReader
{
    public string Format => "json";

    public bool Knows(SourceFile file) => FileContent.Of(file.Bytes.AsSpan(0, int.Min(file.Bytes.Length, FileContent.Bytes))) == FileContent.Json;

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options) =>
        [GridTable.Of(file, JsonGrid.Read(file, name => options.Key is { } kind ? keys.TryFind(kind, name, out _) : keys.TryFind(name, out _)), keys, options)];
}
