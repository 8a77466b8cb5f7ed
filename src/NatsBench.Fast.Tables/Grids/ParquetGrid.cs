using NatsBench.Fast.Tables.Sources;
using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Tables.Grids;

/// <summary>Reads the flat columns of numbers and texts of a Parquet file.</summary>
internal static class ParquetGrid
{
    public static bool Looks(SourceFile file) => file.Bytes.AsSpan().StartsWith("PAR1"u8);

    /// <summary>The names of its columns.</summary>
    /// <exception cref="NatsBenchException">The Parquet library cannot read it.</exception>
    public static IReadOnlyList<string> Names(SourceFile file) => Guard(file, async () =>
    {
        using MemoryStream stream = new(file.Bytes);
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
        return reader.Schema.GetDataFields().Select(field => field.Path.ToString()).ToList();
    });

    /// <exception cref="NatsBenchException">The Parquet library cannot read it, or it claims more rows than any table has.</exception>
    public static Grid Read(SourceFile file) => new(file, Guard(file, () => ReadAsync(file)));

    private static T Guard<T>(SourceFile file, Func<Task<T>> read)
    {
        try
        {
            // Memory answers at once: nothing here waits.
            return read().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not (NatsBenchException or OutOfMemoryException))
        {
            throw file.Fault($"is no Parquet that can be read ({e.Message.Split('\n')[0].TrimEnd('.')})");
        }
    }

    private static async Task<List<GridColumn>> ReadAsync(SourceFile file)
    {
        using MemoryStream stream = new(file.Bytes);
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream).ConfigureAwait(false);
        long rows = 0;
        foreach (ParquetRowGroupReader group in reader.RowGroups)
            if (group.RowCount < 0 || (rows += group.RowCount) > Grid.MostRows)
                throw file.Fault($"claims more than {Grid.MostRows} rows");
        DataField[] fields = reader.Schema.GetDataFields();
        if (fields.Length > Grid.MostColumns)
            throw file.Fault($"has {fields.Length} columns, more than {Grid.MostColumns}");
        List<GridColumn> columns = [];
        foreach (DataField field in fields)
            if (!field.IsArray && field.MaxRepetitionLevel == 0 && await ReadAsync(file, reader, field, (int)rows).ConfigureAwait(false) is { } column)
                columns.Add(column);
        return columns;
    }

    private static async Task<GridColumn?> ReadAsync(SourceFile file, ParquetReader reader, DataField field, int rows)
    {
        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            string?[] texts = new string?[rows];
            await ForEachGroup((group, start, count) => group.ReadAsync(field, texts.AsMemory(start, count)!)).ConfigureAwait(false);
            return new GridColumn(field.Path.ToString(), texts);
        }
        double[] numbers = new double[rows];
        Func<ParquetRowGroupReader, int, int, ValueTask>? read = field.ClrType switch
        {
            var type when type == typeof(double) => Numbers<double>(value => value),
            var type when type == typeof(float) => Numbers<float>(value => value),
            var type when type == typeof(int) => Numbers<int>(value => value),
            var type when type == typeof(long) => Numbers<long>(value => value),
            var type when type == typeof(short) => Numbers<short>(value => value),
            var type when type == typeof(sbyte) => Numbers<sbyte>(value => value),
            var type when type == typeof(byte) => Numbers<byte>(value => value),
            var type when type == typeof(ushort) => Numbers<ushort>(value => value),
            var type when type == typeof(uint) => Numbers<uint>(value => value),
            var type when type == typeof(ulong) => Numbers<ulong>(value => value),
            var type when type == typeof(decimal) => Numbers<decimal>(value => (double)value),
            _ => null,
        };
        if (read is null)
            return null;
        await ForEachGroup(read).ConfigureAwait(false);
        return new GridColumn(field.Path.ToString(), numbers);

        Func<ParquetRowGroupReader, int, int, ValueTask> Numbers<T>(Func<T, double> number)
            where T : struct => async (group, start, count) =>
        {
            if (field.IsNullable)
            {
                T?[] values = new T?[count];
                await group.ReadAsync<T>(field, values.AsMemory()).ConfigureAwait(false);
                for (int i = 0; i < count; i++)
                    numbers[start + i] = values[i] is { } value ? number(value) : double.NaN;
            }
            else
            {
                T[] values = new T[count];
                await group.ReadAsync<T>(field, values.AsMemory()).ConfigureAwait(false);
                for (int i = 0; i < count; i++)
                    numbers[start + i] = number(values[i]);
            }
        };

        async Task ForEachGroup(Func<ParquetRowGroupReader, int, int, ValueTask> read)
        {
            int start = 0;
            foreach (ParquetRowGroupReader group in reader.RowGroups)
            {
                int count = (int)group.RowCount;
                if (group.GetMetadata(field)?.MetaData?.NumValues != count)
                    throw file.Fault($"column {field.Path} does not have as many values as there are rows");
                await read(group, start, count).ConfigureAwait(false);
                start += count;
            }
        }
    }
}
