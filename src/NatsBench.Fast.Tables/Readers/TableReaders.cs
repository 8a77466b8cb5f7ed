using NatsBench.Fast.Internals;
using NatsBench.Fast.Tables.Sources;

namespace NatsBench.Fast.Tables.Readers;

/// <summary>The readers of all layouts; the generic ones come last.</summary>
internal static class TableReaders
{
    public static readonly ITableReader[] All =
    [
        new HwNasReader(),
        new HwNasValuesReader(),
        new HelpReader(),
        new NaslibReader(),
        new ZeroCostNasReader(),
        new JungReader(),
        new RobustnessMetaReader(),
        new RobBenchReader(),
        new HwNas360Reader(),
        new AnalogReader(),
        new ParquetTableReader(),
        new CsvReader(),
        new JsonTableReader(),
    ];

    /// <summary>The reader of a named layout, or of the one that the file is in.</summary>
    /// <exception cref="NatsBenchException">There is none.</exception>
    public static ITableReader For(SourceFile file, string? format)
    {
        if (format is not null)
            return All.FirstOrDefault(reader => reader.Format == format)
                ?? throw new NatsBenchException($"'{format}' is no layout of tables; there are {string.Join(", ", All.Select(reader => reader.Format))}{Nearest.Hint(format, All.Select(reader => reader.Format))}");
        if (All.FirstOrDefault(reader => reader.Knows(file)) is { } known)
            return known;
        FileContent? content = FileContent.Of(file.Bytes.AsSpan(0, int.Min(file.Bytes.Length, FileContent.Bytes)));
        if (content is { IsAroundAnother: true })
            throw file.Fault($"is {content.What}; {content.Remedy}");
        throw file.Fault(PickleFile.DataFrameFault(file)
            ?? $"is of no known layout{(content is null ? "" : $", but {content.What}")}; --format names one of {string.Join(", ", All.Select(reader => reader.Format))}");
    }
}
