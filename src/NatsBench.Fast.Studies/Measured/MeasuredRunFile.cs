using NatsBench.Fast.Internals;
using NatsBench.Fast.Studies.Internals;
using NatsBench.Fast.Studies.Parts;
using Parquet;
using Parquet.Schema;

namespace NatsBench.Fast.Studies.Measured;

/// <summary>
/// Runs whose seconds were measured, as Parquet: the columns of a study's log points that such runs have, and a mark in the metadata that the clock is
/// a real one. The same runs give the same bytes.
/// </summary>
public static class MeasuredRunFile
{
    /// <summary>Name of the file in the folder of a finished run.</summary>
    public const string Name = "results.parquet";

    /// <summary>Name of the file in the folder of any run, finished or not, that says what it does.</summary>
    public const string PlanName = "run.json";

    /// <summary>The metadata's key of what the clock is.</summary>
    public const string ClockKey = "natsbench.clock";

    /// <summary>What the metadata say of a clock that was measured.</summary>
    public const string Measured = "measured";

    private const string ToolVersionKey = "natsbench.tool_version";

    // A run has a row for each epoch.
    private const long MostRows = 20_000_000;
    private const int MostRowsOfByte = 64;

    /// <summary>Writes runs; an existing file is replaced when the new one is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="runs">The runs, each with a point or more.</param>
    /// <exception cref="NatsBenchException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<MeasuredRun> runs)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(runs);
        Devices.Refuse(path);
        Columns columns = new();
        foreach (MeasuredRun run in runs)
            columns.Add(run);
        using MemoryStream bytes = new();
        WriteAsync(bytes, columns).GetAwaiter().GetResult();
        Disk.Write(path, () => PartialFile.Write(path, "run", bytes.GetBuffer().AsSpan(0, checked((int)bytes.Length))));
    }

    /// <summary>Reads runs back.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NatsBenchException">It cannot be read, or is no such file.</exception>
    public static IReadOnlyList<MeasuredRun> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using SynchronousFile file = SynchronousFile.Read(path);
            return ReadAsync(path, file).GetAwaiter().GetResult();
        }
        catch (Exception e) when (Disk.IsFailure(e) && e is not EndOfStreamException)
        {
            throw new NatsBenchException($"{path}: cannot be read ({Disk.Reason(e)})", e);
        }
        catch (Exception e) when (e is not NatsBenchException)
        {
            // Whatever the library throws at a file that it cannot read.
            throw new NatsBenchException($"{path}: is no Parquet file of measured runs ({Printable.Of(e.Message.ReplaceLineEndings(" "))})", e);
        }
    }

    private static async Task WriteAsync(Stream stream, Columns columns)
    {
        ParquetWriter writer = await ParquetWriter.CreateAsync(columns.Schema, stream, TableWriter.Options(columns.All, isBrief: true)).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            writer.CustomMetadata = new Dictionary<string, string> { [ClockKey] = Measured, [ToolVersionKey] = FileIdentity.CurrentToolVersion };
            PartTable.Write(writer, columns.All);
        }
    }

    private static async Task<IReadOnlyList<MeasuredRun>> ReadAsync(string path, SynchronousFile file)
    {
        await using ParquetReader reader = await ParquetReader.CreateAsync(file).ConfigureAwait(false);
        Columns columns = new();
        if (reader.CustomMetadata.GetValueOrDefault(ClockKey) != Measured
            || !columns.All.Select(column => (column.Field.Name, column.Field.ClrType)).SequenceEqual(reader.Schema.DataFields.Select(field => (field.Name, field.ClrType))))
            throw new NatsBenchException($"{path}: holds no measured runs; give the folders of 'natsbench-oneshot search', or their {Name}");
        foreach (ParquetRowGroupReader group in reader.RowGroups)
        {
            if (group.RowCount < 0 || group.RowCount + columns.Rows > long.Min(MostRows, MostRowsOfByte * file.Length))
                throw new NatsBenchException($"{path}: a row group of {group.RowCount} rows in a file of {file.Length} bytes");
            foreach (Column column in columns.All)
                await column.Read(group, (int)group.RowCount).ConfigureAwait(false);
        }
        return columns.ToRuns();
    }

    // One row for each point of each run.
    private sealed class Columns
    {
        private readonly TextColumn _dataset = new("search_dataset"), _algorithm = new("algorithm"), _parameters = new("parameters"), _architecture = new("architecture");
        private readonly ValueColumn<int> _trial = new("trial"), _step = new("step"), _index = new("arch_index");
        private readonly ValueColumn<double> _clock = new("clock"), _score = new("supernet_score"), _valid = new("valid"), _test = new("test");

        // Fields belong to a schema before they are written or read.
        public Columns() => Schema = new ParquetSchema(All.Select(column => column.Field));

        public ParquetSchema Schema { get; }

        public IReadOnlyList<Column> All => [_dataset, _algorithm, _parameters, _trial, _step, _architecture, _index, _clock, _score, _valid, _test];

        public int Rows => _trial.Count;

        public void Add(MeasuredRun run)
        {
            foreach (MeasuredPoint point in run.Points)
            {
                _dataset.Add(run.Dataset.AsMemory());
                _algorithm.Add(run.Algorithm.AsMemory());
                _parameters.Add(run.Parameters.AsMemory());
                _trial.Add(run.Trial);
                _step.Add(point.Step);
                _architecture.Add(point.Architecture.AsMemory());
                _index.Add(point.Index);
                _clock.Add(point.Clock);
                _score.Add(point.Score);
                _valid.Add(point.Valid);
                _test.Add(point.Test);
            }
        }

        public IReadOnlyList<MeasuredRun> ToRuns()
        {
            OrderedDictionary<(string, string, string, int), List<MeasuredPoint>> runs = [];
            for (int row = 0; row < Rows; row++)
            {
                (string, string, string, int) key = (_algorithm.Values[row].ToString(), _parameters.Values[row].ToString(), _dataset.Values[row].ToString(), _trial.Values[row]);
                if (!runs.TryGetValue(key, out List<MeasuredPoint>? points))
                    runs.Add(key, points = []);
                points.Add(new MeasuredPoint(
                    _step.Values[row], _architecture.Values[row].ToString(), _index.Values[row], _clock.Values[row], _score.Values[row], _valid.Values[row], _test.Values[row]));
            }
            return [.. runs.Select(run => new MeasuredRun(run.Key.Item1, run.Key.Item2, run.Key.Item3, run.Key.Item4, run.Value))];
        }
    }
}
