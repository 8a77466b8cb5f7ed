using NatsBench.Fast.Tables.Grids;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>Any CSV with a column that names architectures.</summary>
internal sealed class CsvReader : ITableReader
{
    public string Format => "csv";

    public bool Knows(SourceFile file) => CsvGrid.Looks(file);

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options) => [GridTable.Of(file, CsvGrid.Read(file), keys, options)];
}
