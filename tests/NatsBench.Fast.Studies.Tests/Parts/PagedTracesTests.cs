using DuckDB.NET.Data;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Parts;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Tests.Support;
using NatsBench.Fast.TestSupport;
using Parquet;
using Parquet.Meta;

namespace NatsBench.Fast.Studies.Tests.Parts;

/// <summary>The log points of a finished folder, whose pages were copied from those of its parts.</summary>
public sealed class PagedTracesTests(SmallBenchmark small) : IDisposable
{
    // More rows of an experiment than a page of names has.
    private static readonly Study Long = SmallBenchmark.Study with
    {
        Algorithms = [SmallBenchmark.Study.Algorithms[0]],
        Datasets = [SmallBenchmark.Study.Datasets[0]],
        Trials = 1_200,
        Traces = TraceKeeping.Curve,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_reader_sees_every_value_of_every_log_point(bool isLong)
    {
        BoundStudy study = small.Bind(isLong ? Long : SmallBenchmark.Study);
        Runs.Into(_folder["run"], study);
        using DuckDBConnection sql = new("DataSource=:memory:");
        sql.Open();
        using DuckDBCommand command = sql.CreateCommand();
        command.CommandText = $"""
            SELECT experiment, search_dataset, algorithm, parameters, trial, step, arch, seed, epochs, cost, clock, worker, reward, incumbent, flops, latency
            FROM read_parquet('{_folder["run/traces.parquet"]}', file_row_number = true) ORDER BY file_row_number
            """;
        using DuckDBDataReader reader = command.ExecuteReader();
        int rows = 0;
        object[] row = new object[reader.FieldCount];
        StudyRunner.Run(study, [.. Enumerable.Range(0, study.PartCount)], study.Study.Traces, part =>
        {
            (int number, Search.Trials.Experiment experiment, _) = study.Experiments[part.Part.Experiment];
            TraceColumns traces = part.Traces;
            for (int i = 0; i < traces.Trial.Count; i++, rows++)
            {
                Assert.True(reader.Read());
                reader.GetValues(row);
                Assert.Equal<object>(
                    [
                        number, experiment.Dataset.Name, experiment.Algorithm.Name, experiment.Parameters.Text, traces.Trial[i], traces.Step[i],
                        traces.Architecture[i], traces.Seed[i]!, traces.Epochs[i], traces.Cost[i], traces.Clock[i], traces.Worker[i], traces.Reward[i],
                        traces.Incumbent[i], traces.Objectives[0][i], traces.Objectives[1][i],
                    ],
                    row);
            }
        }, threads: 1, cancellation: TestContext.Current.CancellationToken);
        Assert.False(reader.Read());
        Assert.True(rows > (isLong ? 16_384 : 0));
    }

    [Fact]
    public void Statistics_are_those_of_all_pages()
    {
        Runs.Into(_folder["run"], small.Bind(SmallBenchmark.Study));
        using DuckDBConnection sql = new("DataSource=:memory:");
        sql.Open();
        foreach (string column in new[] { "experiment", "search_dataset", "algorithm", "parameters", "trial", "step", "arch", "seed", "incumbent", "flops", "latency" })
        {
            using DuckDBCommand command = sql.CreateCommand();
            command.CommandText = $"""
                SELECT stats_min_value, stats_max_value, stats_null_count, num_values FROM parquet_metadata('{_folder["run/traces.parquet"]}') WHERE path_in_schema = '{column}'
                UNION ALL SELECT min({column})::VARCHAR, max({column})::VARCHAR, count(*) - count({column}), count(*) FROM '{_folder["run/traces.parquet"]}'
                """;
            using DuckDBDataReader reader = command.ExecuteReader();
            object[] told = new object[4], real = new object[4];
            Assert.True(reader.Read());
            reader.GetValues(told);
            Assert.True(reader.Read());
            reader.GetValues(real);
            Assert.Equal(real, told);
        }
    }

    [Fact]
    public async Task The_end_of_a_file_is_byte_for_byte_the_librarys()
    {
        Runs.Into(_folder["run"], small.Bind(SmallBenchmark.Study));
        string path = _folder["run/outcomes.parquet"];
        byte[] whole = File.ReadAllBytes(path);
        using FileStream file = File.OpenRead(path);
        ParquetReader reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        FileMetaData metadata = reader.Metadata!;
        OutcomeTable table = new(new StudyLayout(SmallBenchmark.Study, small.Bench.Space));
        Assert.Equal(whole[SealedFiles.FooterOf(whole)..^8], FooterWriter.Write(table.Schema, reader.CustomMetadata, metadata.RowGroups));
    }

    [Fact]
    public void A_part_holds_no_names()
    {
        Runs.Into(_folder["run"], small.Bind(SmallBenchmark.Study), new Shard(0, 1));
        using TableReader file = TableReader.TryOpen(Folders.TracesOf(_folder["run"], 0))!;
        TraceTable table = new(new StudyLayout(SmallBenchmark.Study, small.Bench.Space));
        Assert.True(file.FitsPart(table));
        Assert.False(file.Fits(table));
    }
}
