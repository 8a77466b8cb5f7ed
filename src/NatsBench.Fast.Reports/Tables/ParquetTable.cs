using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Reports.Tables;

/// <summary>Tables as Parquet.</summary>
internal static class ParquetTable
{
    public static byte[] Of(ResultTable table)
    {
        Dictionary<string, string> metadata = new() { ["natsbench.caption"] = table.Caption };
        if (table.Synthetic.Length > 0)
            metadata["natsbench.synthetic"] = table.Synthetic;
        return Of(TableData.Of(table), metadata);
    }

    public static byte[] Of(IReadOnlyList<TableData> columns, Dictionary<string, string> metadata)
    {
        DataField[] fields = [.. columns.Select(Field)];
        using MemoryStream file = new();
        // On memory nothing waits.
        Write(file, columns, fields, metadata).GetAwaiter().GetResult();
        return file.ToArray();
    }

    private static async Task Write(MemoryStream file, IReadOnlyList<TableData> columns, DataField[] fields, Dictionary<string, string> metadata)
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file).ConfigureAwait(false);
        foreach (TableData column in columns.Where(column => column.Unit.Length > 0))
            metadata[$"natsbench.unit.{column.Name}"] = column.Unit;
        writer.CustomMetadata = metadata;
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int i = 0; i < fields.Length; i++)
            await (columns[i] switch
            {
                NumberData numbers => group.WriteAsync<double>(fields[i], numbers.Values),
                WholeData numbers => group.WriteAsync<long>(fields[i], numbers.Values),
                TextData texts => group.WriteAsync(fields[i], texts.Values),
                var other => throw new InvalidOperationException($"no Parquet of {other.GetType().Name}"),
            }).ConfigureAwait(false);
    }

    private static DataField Field(TableData column) => column switch
    {
        NumberData => new DataField<double?>(column.Name),
        WholeData => new DataField<long?>(column.Name),
        _ => new DataField(column.Name, typeof(string), isNullable: true),
    };
}
