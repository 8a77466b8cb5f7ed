using Parquet;
using Parquet.Meta;
using Parquet.Schema;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>
/// The end of a Parquet file whose pages are copied: the library writes the end of an empty file with schema and metadata, and the row
/// groups, of which it offers no writer, are put into it.
/// </summary>
internal static class FooterWriter
{
    private const int MagicBytes = 4, TailBytes = 8;

    // Fields 3 and 4 of an empty file: no rows, no row groups.
    private static ReadOnlySpan<byte> Nothing => [0x16, 0x00, 0x19, 0x0C];

    /// <summary>Makes a footer, without its length.</summary>
    public static byte[] Write(ParquetSchema schema, IReadOnlyDictionary<string, string> metadata, IReadOnlyCollection<RowGroup> groups)
    {
        ReadOnlySpan<byte> empty = Empty(schema, metadata);
        // A name has no byte of 0, and what stands before them is of other types: the first place is the right one.
        int place = empty.IndexOf(Nothing);
        ThriftWriter writer = new(field: 2);
        writer.Long(3, groups.Sum(group => group.NumRows));
        writer.Structs(4, groups, group => Write(writer, group));
        return [.. empty[..place], .. writer.ToArray(), .. empty[(place + Nothing.Length)..]];
    }

    private static byte[] Empty(ParquetSchema schema, IReadOnlyDictionary<string, string> metadata)
    {
        using MemoryStream file = new();
        ParquetWriter writer = ParquetWriter.CreateAsync(schema, file).GetAwaiter().GetResult();
        writer.CustomMetadata = metadata;
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return file.ToArray()[MagicBytes..^TailBytes];
    }

    private static void Write(ThriftWriter writer, RowGroup group)
    {
        writer.Structs(1, group.Columns, column =>
        {
            writer.Long(2, column.FileOffset);
            writer.Struct(3, () => Write(writer, column.MetaData!));
        });
        writer.Long(2, group.TotalByteSize);
        writer.Long(3, group.NumRows);
        writer.Long(6, group.TotalCompressedSize);
    }

    private static void Write(ThriftWriter writer, ColumnMetaData column)
    {
        writer.Whole(1, (int)column.Type);
        writer.Wholes(2, [.. column.Encodings.Select(encoding => (int)encoding)]);
        writer.Texts(3, column.PathInSchema);
        writer.Whole(4, (int)column.Codec);
        writer.Long(5, column.NumValues);
        writer.Long(6, column.TotalUncompressedSize);
        writer.Long(7, column.TotalCompressedSize);
        writer.Long(9, column.DataPageOffset);
        if (column.Statistics is { } statistics)
            writer.Struct(12, () => Write(writer, statistics));
    }

    private static void Write(ThriftWriter writer, Parquet.Meta.Statistics statistics)
    {
        writer.Bytes(1, statistics.Max);
        writer.Bytes(2, statistics.Min);
        writer.Long(3, statistics.NullCount);
        writer.Bytes(5, statistics.MaxValue);
        writer.Bytes(6, statistics.MinValue);
    }
}
