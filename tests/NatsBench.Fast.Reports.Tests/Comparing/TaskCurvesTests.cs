using NatsBench.Fast.Model;
using NatsBench.Fast.Reports.Comparing;
using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Reports.Tests.Support;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Statistics;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.TestSupport;

namespace NatsBench.Fast.Reports.Tests.Comparing;

public sealed class TaskCurvesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NatsBenchmark _bench = NatsBenchmark.Open(WholeTable.Of(SearchSpace.Topology));
    private readonly BenchmarkTable _table;

    public TaskCurvesTests() => _table = new BenchmarkTable(_bench);

    public void Dispose()
    {
        _bench.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void At_the_budget_the_paper_s_curve_is_what_trials_report()
    {
        TaskComparison task = Task(StudyRuns.Small with { Report = [], Traces = TraceKeeping.Curve });
        TaskCurves curves = Curves(task, RunMetric.Test, CurveKind.PaperInterpolation, CurveAxis.Seconds);
        Assert.Equal((151, 0.0, 400.0), (curves.Places.Count, curves.Places[0], curves.Places[^1]));
        Assert.Equal(task.Algorithms.Select(algorithm => algorithm.Summary.Mean), curves.Algorithms.Select(curve => curve.Mean[^1]));
        Assert.All(curves.Algorithms, curve => Assert.All(curve.Mean, mean => Assert.True(double.IsFinite(mean))));
    }

    [Fact]
    public void At_the_budget_the_step_function_is_the_incumbent_and_regret_counts_from_the_best()
    {
        TaskComparison task = Task(StudyRuns.Small with { Report = [], Traces = TraceKeeping.Curve }, RunMetric.Regret);
        TaskCurves curves = Curves(task, RunMetric.Regret, CurveKind.Incumbent, CurveAxis.Seconds);
        foreach ((AlgorithmResult algorithm, AnytimeCurve curve) in task.Algorithms.Zip(curves.Algorithms))
        {
            Assert.Equal(algorithm.Entry.Trials.Average(trial => trial.Regret), curve.Mean[^1], 1e-12);
            Assert.Equal(algorithm.Summary.Mean - (1.959963984540054 * algorithm.Summary.StandardError), curve.Low[^1], 1e-12);
            // Before the first training ends there is nothing.
            Assert.True(double.IsNaN(curve.Mean[0]));
        }
    }

    [Fact]
    public void What_is_kept_for_curves_gives_the_curves_of_all_log_points()
    {
        Study study = StudyRuns.Small with { Report = [] };
        TaskComparison all = Task(study), kept = Task(study with { Traces = TraceKeeping.Curve });
        foreach (CurveKind kind in Enum.GetValues<CurveKind>())
            Assert.Equal(
                Curves(all, RunMetric.Test, kind, CurveAxis.Seconds).Algorithms.Select(curve => curve.Mean),
                Curves(kept, RunMetric.Test, kind, CurveAxis.Seconds).Algorithms.Select(curve => curve.Mean));
        Assert.Null(TaskCurves.Of(kept, _table, RunMetric.Test, CurveKind.Incumbent, CurveAxis.Evaluations, TestContext.Current.CancellationToken));
        Study evaluations = study with { Budget = StudyBudget.Of(Budget.OfEvaluations(300)) };
        Assert.Equal(
            Curves(Task(evaluations), RunMetric.Test, CurveKind.Incumbent, CurveAxis.Evaluations).Algorithms.Select(curve => curve.Mean),
            Curves(Task(evaluations with { Traces = TraceKeeping.Curve }), RunMetric.Test, CurveKind.Incumbent, CurveAxis.Evaluations).Algorithms.Select(curve => curve.Mean));
    }

    [Fact]
    public void Random_search_has_its_exact_line_and_quartiles()
    {
        TaskCurves curves = Curves(Task(StudyRuns.Small with { Report = [], Budget = StudyBudget.Of(Budget.OfEvaluations(30)) }), RunMetric.Test, CurveKind.Incumbent, CurveAxis.Evaluations);
        TableOracle oracle = TableOracle.Bind(_bench, Dataset.Cifar10, new OracleOptions());
        ReportTable report = oracle.Report(Dataset.Cifar10);
        RandomSearchLine line = new(oracle);
        Assert.True(curves.Random!.IsExact);
        Assert.Equal(Enumerable.Range(1, 30).Select(place => (double)place), curves.Places);
        Assert.Equal(curves.Places.Select(place => line.After((int)place, report.Test)), curves.Random.Mean);
        Assert.Equal(curves.Places.Select(place => line.Distribution(report.Test).Quantiles(place, 0.75)[0]), curves.Random.UpperQuartile);
        Assert.All(curves.Random.Mean.Zip(curves.Random.LowerQuartile, curves.Random.UpperQuartile), at => Assert.True(at.Second <= at.Third));
    }

    [Fact]
    public void Trials_that_pair_have_average_ranks_and_times_to_targets()
    {
        TaskCurves curves = Curves(Task(StudyRuns.Small with { Report = [] }), RunMetric.Test, CurveKind.Incumbent, CurveAxis.Seconds);
        Assert.Equal(150, curves.AverageRanks.Count);
        Assert.Equal(3, curves.AverageRanks[^1].Sum(), 1e-12);
        Assert.Equal(6, curves.Targets.Count);
        Assert.All(curves.Targets, target => Assert.Equal(8, target.Time.Trials));
        Assert.Equal(curves.Targets.Take(3).Select(target => target.Time.Reached).OrderDescending(), curves.Targets.Take(3).Select(target => target.Time.Reached));
    }

    [Fact]
    public void Runs_without_log_points_have_no_curves()
    {
        TaskComparison task = Task(StudyRuns.Small with { Report = [], Traces = TraceKeeping.None });
        Assert.Null(TaskCurves.Of(task, _table, RunMetric.Test, CurveKind.Incumbent, CurveAxis.Seconds, TestContext.Current.CancellationToken));
    }

    private TaskComparison Task(Study study, RunMetric metric = RunMetric.Test)
    {
        string folder = _folder[$"{Guid.NewGuid():N}"];
        StudyRuns.Into(folder, study);
        return Comparison.Of(
            StudyFolderRuns.Read(folder), new CompareOptions { Metric = metric, Table = _table, Resamples = 50 }, TestContext.Current.CancellationToken).Tasks[0];
    }

    private TaskCurves Curves(TaskComparison task, RunMetric metric, CurveKind kind, CurveAxis axis) =>
        TaskCurves.Of(task, _table, metric, kind, axis, TestContext.Current.CancellationToken)!;
}
