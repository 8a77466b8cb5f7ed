using NatsBench.Fast.Records;
using NatsBench.Fast.Tables.Joining;
using NatsBench.Fast.Tables.Keys;
using NatsBench.Fast.Tables.Readers;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables;

/// <summary>
/// Published tables as extra columns: reads a file in whichever of the known layouts it is, checks its keys against the space, and gives
/// columns that <see cref="Attaching.ExtraAttachment"/> writes. Files may be anyone's: nothing of them is run.
/// </summary>
public static class ExtraTables
{
    /// <summary>The layouts, by the words of the command line.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. TableReaders.All.Select(reader => reader.Format)];

    /// <summary>Reads a source.</summary>
    /// <param name="keys">The architectures of the benchmark it is for.</param>
    /// <param name="path">The source's file.</param>
    /// <param name="options">What the source does not say of itself.</param>
    /// <returns>Its columns, in its order.</returns>
    /// <exception cref="NatsBenchException">The file is of no known layout, damaged, of another space, or ambiguous; the message says what to name.</exception>
    public static IReadOnlyList<JoinedColumn> Read(ArchitectureKeys keys, string path, TableOptions options)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        SourceFile file = SourceFile.Read(path);
        ITableReader reader = TableReaders.For(file, options.Format);
        List<SourceTable> tables = [.. reader.Read(file, keys, options)];
        List<JoinedColumn> columns = [.. tables.SelectMany(table => ColumnJoin.Of(file, table, keys, options))];
        if (columns.Count == 0)
            throw file.Fault($"holds no column of numbers in the layout '{reader.Format}'");
        return [.. columns.Select(column => column with { Column = column.Column with { Description = Named(column.Column.Description, columns.Count, file, options) } })];
    }

    /// <summary>What a file of some columns beside a benchmark is called: the parts with which all of their names begin.</summary>
    /// <param name="names">Names of columns, one or more.</param>
    public static string MountName(IEnumerable<string> names)
    {
        string[][] parts = [.. names.Select(name => name.Split('.'))];
        int common = 0;
        while (parts.All(one => one.Length > common && one[common] == parts[0][common]))
            common++;
        return common == 0 ? parts[0][0] : string.Join('.', parts[0][..common]);
    }

    private static ExtraDescription Named(ExtraDescription description, int columns, SourceFile file, TableOptions options) => description with
    {
        Name = options.Name is not { } name ? description.Name
            : columns == 1 ? name : $"{name}{description.Name[description.Name.IndexOf('.', StringComparison.Ordinal)..]}",
        SourceName = file.Name,
        SourceSha256 = file.Sha256,
        Unit = options.Unit ?? description.Unit,
        Direction = options.Direction ?? description.Direction,
        Kind = options.Kind ?? description.Kind,
        Dataset = options.Dataset ?? description.Dataset,
        Device = options.Device ?? description.Device,
        Licence = options.Licence ?? description.Licence,
    };
}
