using NatsBench.Fast.Tables.Grids;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>Any Parquet with a column that names architectures.</summary>
internal sealed class ParquetTableReader : ITableReader
{
    public string Format => "parquet";

    public bool Knows(SourceFile file) => ParquetGrid.Looks(file);

    public IEnumerable<SourceTable> Read(SourceFile file, ArchitectureKeys keys, TableOptions options) => [GridTable.Of(file, ParquetGrid.Read(file), keys, options)];
}
