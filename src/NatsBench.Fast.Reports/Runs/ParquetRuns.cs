using System.Globalization;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Studies.Measured;
using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>Runs in a Parquet file: the columns of <see cref="CsvRuns"/>, as numbers or texts. Log points of a study (<c>traces.parquet</c>) are such a file.</summary>
public static class ParquetRuns
{
    // Rows cost bytes, however well they are packed.
    private const int MostRowsOfByte = 64;

    /// <summary>Reads them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="import">What it does not say.</param>
    /// <exception cref="NatsBenchException">It cannot be read, a column is missing or of another type, or a cell is not what its column holds.</exception>
    public static RunSet Read(string path, RunImport import)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(import);
        RunLog log = new(path, import);
        RunClock clock = ReadOne(path, log, import);
        return log.ToRuns(RunFormat.Parquet, clock);
    }

    /// <summary>Reads the measured runs in a folder and beneath it, such as those of <c>natsbench-oneshot</c>, as one source.</summary>
    /// <param name="files">Their files, one or more.</param>
    /// <param name="import">What they do not say.</param>
    /// <exception cref="NatsBenchException">One cannot be read, or holds no measured runs.</exception>
    public static RunSet ReadMeasured(IReadOnlyList<string> files, RunImport import)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(import);
        RunLog log = new(files[0], import);
        foreach (string file in files)
            if (ReadOne(file, log, import) != RunClock.Measured)
                throw new NatsBenchException($"{file}: its seconds were not measured, as those of the runs beside it were; give it by itself");
        return log.ToRuns(RunFormat.Parquet, RunClock.Measured);
    }

    private static RunClock ReadOne(string path, RunLog log, RunImport import)
    {
        PathKind.RefuseToRead(path);
        try
        {
            return ReadAsync(path, log, import).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && e is not EndOfStreamException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({e.Message.ReplaceLineEndings(" ")})", e);
        }
        catch (Exception e) when (e is not NatsBenchException)
        {
            // Whatever the library throws at a file that it cannot read.
            throw new NatsBenchException($"{path}: is no Parquet file that can be read ({Printable.Of(e.Message.ReplaceLineEndings(" "))})", e);
        }
    }

    private static async Task<RunClock> ReadAsync(string path, RunLog log, RunImport import)
    {
        FileStream file = File.OpenRead(path);
        await using (file.ConfigureAwait(false))
        {
            await using ParquetReader reader = await ParquetReader.CreateAsync(file).ConfigureAwait(false);
            DataField[] fields = reader.Schema.DataFields;
            LogColumns columns = new(path, [.. fields.Select(field => field.Path.ToString())], import.Table is not null);
            long line = 0;
            foreach (ParquetRowGroupReader group in reader.RowGroups)
            {
                if (group.RowCount < 0 || group.RowCount > RunLog.MostRows || group.RowCount > MostRowsOfByte * file.Length)
                    throw new NatsBenchException($"{path}: a row group of {group.RowCount} rows in a file of {file.Length} bytes");
                Dictionary<int, Func<int, string>> cells = [];
                foreach (int column in columns.Used)
                    cells[column] = await Texts(path, group, fields[column]).ConfigureAwait(false);
                for (int row = 0; row < group.RowCount; row++)
                {
                    int own = row;
                    log.Add(columns.Read(column => cells[column](own), ++line, log));
                }
            }
            return reader.CustomMetadata.GetValueOrDefault(MeasuredRunFile.ClockKey) == MeasuredRunFile.Measured ? RunClock.Measured : RunClock.Unknown;
        }
    }

    // The values of a column as texts that give the same numbers back.
    private static async Task<Func<int, string>> Texts(string path, ParquetRowGroupReader group, DataField field)
    {
        if (field.IsArray)
            throw Wrong();
        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            string?[] texts = new string?[group.RowCount];
            await group.ReadAsync(field, texts.AsMemory()!).ConfigureAwait(false);
            return row => texts[row] ?? "";
        }
        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Double => await Numbers<double>().ConfigureAwait(false),
            TypeCode.Single => await Numbers<float>().ConfigureAwait(false),
            TypeCode.Int32 => await Numbers<int>().ConfigureAwait(false),
            TypeCode.Int64 => await Numbers<long>().ConfigureAwait(false),
            TypeCode.Int16 => await Numbers<short>().ConfigureAwait(false),
            TypeCode.SByte => await Numbers<sbyte>().ConfigureAwait(false),
            TypeCode.Byte => await Numbers<byte>().ConfigureAwait(false),
            TypeCode.UInt16 => await Numbers<ushort>().ConfigureAwait(false),
            TypeCode.UInt32 => await Numbers<uint>().ConfigureAwait(false),
            TypeCode.UInt64 => await Numbers<ulong>().ConfigureAwait(false),
            _ => throw Wrong(),
        };

        async Task<Func<int, string>> Numbers<T>() where T : struct, IFormattable
        {
            if (field.IsNullable)
            {
                T?[] optional = new T?[group.RowCount];
                await group.ReadAsync(field, optional.AsMemory()).ConfigureAwait(false);
                return row => optional[row]?.ToString(null, CultureInfo.InvariantCulture) ?? "";
            }
            T[] values = new T[group.RowCount];
            await group.ReadAsync<T>(field, values.AsMemory()).ConfigureAwait(false);
            return row => values[row].ToString(null, CultureInfo.InvariantCulture);
        }

        NatsBenchException Wrong() => new($"{path}: column '{Printable.Of(field.Name)}' holds {field.ClrType.Name}, neither numbers nor texts");
    }
}
