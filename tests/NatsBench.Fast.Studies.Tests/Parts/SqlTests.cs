using DuckDB.NET.Data;
using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Running;
using NatsBench.Fast.Studies.Summaries;
using NatsBench.Fast.Studies.Tests.Support;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Studies.Tests.Parts;

/// <summary>The files as another reader sees them, in SQL.</summary>
public sealed class SqlTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DuckDBConnection _sql = new("DataSource=:memory:");
    private readonly BoundStudy _study;
    private readonly IReadOnlyList<ExperimentOutcomes> _outcomes;

    public SqlTests(SmallBenchmark small)
    {
        _study = small.Bind(SmallBenchmark.Study);
        _outcomes = Runs.Into(_folder["run"], _study).Outcomes!;
        _sql.Open();
    }

    public void Dispose()
    {
        _sql.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Means_by_experiment_and_dataset_are_those_of_the_outcomes()
    {
        object[][] rows = Rows($"""
            SELECT experiment, search_dataset, algorithm, parameters, report_dataset, count(*)::INT, avg(valid), avg(test), avg(regret), avg(evaluations),
                   avg(clock), any_value(budget_evaluations), any_value(budget_seconds)
            FROM '{_folder["run/outcomes.parquet"]}' GROUP BY ALL ORDER BY experiment, min(file_row_number)
            """.Replace("outcomes.parquet'", "outcomes.parquet', file_row_number = true)", StringComparison.Ordinal).Replace("FROM '", "FROM read_parquet('", StringComparison.Ordinal));
        int row = 0;
        for (int number = 0; number < _outcomes.Count; number++)
        {
            ExperimentOutcomes experiment = _outcomes[number];
            for (int report = 0; report < experiment.ReportDatasets.Count; report++, row++)
            {
                ReportedAccuracy[] reported = experiment.Outcomes.Reported[report];
                TrialOutcome[] outcomes = experiment.Outcomes.Outcomes;
                Assert.Equal(
                    [number, experiment.SearchDataset.Name, experiment.Algorithm, experiment.Parameters, experiment.ReportDatasets[report].Name, 250],
                    rows[row][..6]);
                double[] means =
                [
                    reported.Average(accuracy => accuracy.Valid), reported.Average(accuracy => accuracy.Test), reported.Average(accuracy => accuracy.Regret),
                    outcomes.Average(outcome => outcome.Evaluations), outcomes.Average(outcome => outcome.Clock),
                ];
                for (int i = 0; i < means.Length; i++)
                    Assert.Equal(means[i], (double)rows[row][6 + i], 1e-9 * double.Abs(means[i]));
                Assert.Equal([15, DBNull.Value], rows[row][11..]);
            }
        }
        Assert.Equal(row, rows.Length);
    }

    [Fact]
    public void Fronts_stand_beside_the_exact_ones_and_are_marked_in_traces()
    {
        object[][] rows = Rows($"""
            SELECT experiment, report_dataset, avg(valid_hypervolume / exact_valid_hypervolume), avg(test_hypervolume / exact_test_hypervolume),
                   any_value(exact_reward_front), any_value(exact_reward_hypervolume), any_value(exact_valid_front), any_value(exact_test_front), max(reference_flops), max(reference_latency), count(DISTINCT exact_test_hypervolume)::INT
            FROM '{_folder["run/outcomes.parquet"]}' GROUP BY ALL ORDER BY experiment, report_dataset COLLATE NOCASE
            """);
        int row = 0;
        foreach (ExperimentOutcomes experiment in _outcomes)
            for (int report = 0; report < experiment.ReportDatasets.Count; report++, row++)
            {
                ExactFront exact = experiment.Outcomes.Exact[report];
                Assert.Equal(experiment.Outcomes.Fronts[report].Average(front => front.Valid / exact.Valid.Hypervolume), (double)rows[row][2], 1e-9);
                Assert.Equal(experiment.Outcomes.Fronts[report].Average(front => front.Test / exact.Test.Hypervolume), (double)rows[row][3], 1e-9);
                Assert.Equal([exact.Reward.Size, exact.Reward.Hypervolume, exact.Valid.Size, exact.Test.Size, .. exact.Reference, 1], rows[row][4..]);
            }
        Assert.Equal(0, Rows($"""
            SELECT count(*)::INT FROM '{_folder["run/outcomes.parquet"]}' AS o JOIN (
                SELECT experiment, trial, count(DISTINCT arch) FILTER (front) AS front, arg_max(reward_hypervolume, step) AS reward_hypervolume,
                       any_value(exact_reward_hypervolume) AS exact_reward_hypervolume FROM '{_folder["run/traces.parquet"]}' GROUP BY ALL) AS t
            USING (experiment, trial) WHERE o.front <> t.front OR o.front = 0 OR o.reward_hypervolume <> t.reward_hypervolume OR o.exact_reward_hypervolume <> t.exact_reward_hypervolume
            """)[0][0]);
    }

    [Fact]
    public void Traces_hold_every_log_point()
    {
        string traces = _folder["run/traces.parquet"];
        object[] all = Rows($"""
            SELECT count(*)::INT, max(step), min(worker), max(worker), count(seed)::INT, count(flops)::INT, count(latency)::INT, min(epochs), max(epochs) FROM '{traces}'
            """)[0];
        int points = _outcomes.Sum(experiment => experiment.Outcomes.Outcomes.Sum(outcome => outcome.LogPoints));
        Assert.Equal([points, 14, 0, 0, points, points], all[..6]);
        // The clock is the sum of what was charged, and the incumbent at the end that of the outcome.
        Assert.Equal(0, Rows($"""
            SELECT count(*)::INT FROM (
                SELECT experiment, trial, sum(cost) AS cost, max(clock) AS clock, arg_max(incumbent, step) AS incumbent FROM '{traces}' GROUP BY ALL) AS t
            JOIN (SELECT DISTINCT experiment, trial, clock, final FROM '{_folder["run/outcomes.parquet"]}') AS o USING (experiment, trial)
            WHERE abs(t.cost - o.clock) > 1e-6 OR t.clock <> o.clock OR t.incumbent <> o.final
            """)[0][0]);
    }

    [Fact]
    public void Metadata_tell_study_version_and_benchmark()
    {
        Dictionary<string, string> metadata = Rows($"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{_folder["run/outcomes.parquet"]}')")
            .ToDictionary(row => (string)row[0], row => (string)row[1]);
        Assert.Equal(SmallBenchmark.Study.ToJson(), metadata["natsbench.study"]);
        Assert.Equal(SmallBenchmark.Study.Hash(), metadata["natsbench.study_sha256"]);
        Assert.Equal(Folders.Contents(Path.GetDirectoryName(_study.Benchmark!.Path)!)["one"], metadata["natsbench.benchmark_sha256"].ToUpperInvariant());
        Assert.Equal("Topology", metadata["natsbench.space"]);
        Assert.Equal("outcomes", metadata["natsbench.kind"]);
        Assert.Equal(_study.Benchmark!.Provenance.Synthetic, metadata["natsbench.synthetic"]);
        Assert.StartsWith("natsbench ", metadata["natsbench.tool_version"], StringComparison.Ordinal);
    }

    private object[][] Rows(string query)
    {
        using DuckDBCommand command = _sql.CreateCommand();
        command.CommandText = query;
        using DuckDBDataReader reader = command.ExecuteReader();
        List<object[]> rows = [];
        while (reader.Read())
        {
            object[] row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return [.. rows];
    }
}
