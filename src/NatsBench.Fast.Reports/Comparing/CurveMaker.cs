using NatsBench.Fast.Reports.Runs;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Statistics;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Statistics.Comparisons;
using NatsBench.Fast.Statistics.Curves;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Draws the curves of a task. Used once.</summary>
internal sealed class CurveMaker(
    TaskComparison task, BenchmarkTable table, RunMetric metric, CurveKind kind, CurveAxis axis, CancellationToken cancellation)
{
    private const double NormalQuantile = 1.959963984540054;

    private readonly List<string> _notes = [];

    // The accuracies that trials report; the best is that of what studies may propose.
    private ReportTable _report = table.Report(task.Task.ReportDataset);

    /// <summary>The metric of each architecture.</summary>
    private double[] Values() => metric switch
    {
        RunMetric.Test => _report.Test.ToArray(),
        RunMetric.Valid => _report.Valid.ToArray(),
        RunMetric.Regret => [.. _report.Test.ToArray().Select(test => _report.BestTest - test)],
        RunMetric.Normalised => [.. _report.Test.ToArray().Select(NormalisedScale.Of(_report).Test)],
        _ => [.. _report.Valid.ToArray().Select(NormalisedScale.Of(_report).Valid)],
    };

    public TaskCurves? Make()
    {
        AlgorithmResult[] algorithms = [.. task.Algorithms.Where(HasCurve)];
        if (algorithms.Length == 0)
            return null;
        TableOracle? oracle = Oracle(algorithms);
        _report = oracle?.Report(task.Task.ReportDataset) ?? _report;
        double[] values = Values();
        double[] places = CurvePlaces.Of(
            task.Task, algorithms.SelectMany(algorithm => algorithm.Entry.Trials).Select(trial => trial.Trace!), axis, fromZero: kind == CurveKind.PaperInterpolation);
        double[][][] curves = [.. algorithms.Select(algorithm => Trials(algorithm.Entry, trace => Curve(trace, places, values)))];
        return new TaskCurves(
            task.Task, metric, kind, axis, places, [.. algorithms.Zip(curves, (algorithm, own) => Summarise(algorithm.Name, own, places.Length))],
            Random(oracle, places, values), Ranks(algorithms, curves), Targets(algorithms), _notes);
    }

    private bool HasCurve(AlgorithmResult algorithm)
    {
        string? fault = algorithm.Entry.Trials.Any(trial => trial.Trace is null) ? "no log points"
            : axis == CurveAxis.Seconds && algorithm.Entry.Trials.Any(trial => double.IsNaN(trial.Trace!.Clock[0])) ? "no clock"
            : axis == CurveAxis.Evaluations && task.Task.Budget?.Evaluations is null && algorithm.Entry.Trials.Any(trial => !trial.Trace!.IsWhole)
                ? "not every evaluation (a study keeps them with --traces all)"
            : null;
        if (fault is not null)
            _notes.Add($"{algorithm.Name} has {fault}, so it has no curve over {(axis == CurveAxis.Seconds ? "seconds" : "evaluations")}");
        return fault is null;
    }

    private double[][] Trials(RunEntry entry, Func<RunTrace, double[]> curve)
    {
        double[][] curves = new double[entry.Trials.Count][];
        Parallel.For(0, curves.Length, new ParallelOptions { CancellationToken = cancellation }, trial => curves[trial] = curve(entry.Trials[trial].Trace!));
        return curves;
    }

    // The value at each place; places ascend, and so do log points.
    private double[] Curve(RunTrace trace, double[] places, double[] values)
    {
        double[] curve = new double[places.Length];
        int count = trace.Count, within = 0, before = 0;
        for (int i = 0; i < places.Length; i++)
        {
            double place = places[i];
            while (within < count && (axis == CurveAxis.Seconds ? trace.Clock[within] <= place : trace.Step[within] < place))
                within++;
            while (before < count && trace.Clock[before] < place)
                before++;
            curve[i] = kind == CurveKind.PaperInterpolation ? Interpolated(trace, place, before, values)
                : within > 0 ? values[trace.Incumbent[within - 1]]
                : double.NaN;
        }
        return curve;
    }

    private static double Interpolated(RunTrace trace, double place, int before, double[] values)
    {
        // Beyond the end of a trial there is no line to follow.
        if (place > trace.Clock[^1])
            return values[trace.Incumbent[^1]];
        int first = int.Max(before - 2, 0);
        ClockedIncumbent[] marks = [.. Enumerable.Range(first, int.Min(before + 2, trace.Count) - first).Select(point => new ClockedIncumbent(trace.Clock[point], trace.Incumbent[point]))];
        NearestPoints nearest = NearestPoints.Of(marks, place);
        return new TrialEnd(default, marks[nearest.Nearest], nearest.Second < 0 ? null : marks[nearest.Second]).AccuracyAt(place, values);
    }

    internal static AnytimeCurve Summarise(string name, double[][] trials, int places)
    {
        double[] mean = new double[places], low = new double[places], high = new double[places], lower = new double[places], upper = new double[places];
        double[] column = new double[trials.Length];
        for (int place = 0; place < places; place++)
        {
            for (int trial = 0; trial < column.Length; trial++)
                column[trial] = trials[trial][place];
            if (!column.All(double.IsFinite))
            {
                (mean[place], low[place], high[place], lower[place], upper[place]) = (double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
                continue;
            }
            Summary summary = Summary.Of(column);
            (mean[place], low[place], high[place]) =
                (summary.Mean, summary.Mean - (NormalQuantile * summary.StandardError), summary.Mean + (NormalQuantile * summary.StandardError));
            (lower[place], upper[place]) = (new Quantile(0.25).Of(column), new Quantile(0.75).Of(column));
        }
        return new AnytimeCurve(name, mean, low, high, lower, upper);
    }

    // What all studies of the task asked; null where there is no one table.
    private TableOracle? Oracle(AlgorithmResult[] algorithms)
    {
        Study?[] studies = [.. algorithms.Select(algorithm => algorithm.Entry.Provenance.Study).Distinct().Select(json => json is null ? null : StudyReader.Parse(json, "the study"))];
        OracleOptions[] options = [.. studies.Select(study => study?.OracleOptions ?? new OracleOptions()).DistinctBy(Described)];
        string? fault = options.Length > 1 ? "studies of several settings"
            : studies.Any(study => study?.Oracle is not null) ? "an oracle of a program's own"
            : studies.Any(study => study?.Workers > 1) ? "several workers"
            : null;
        try
        {
            if (fault is null)
                return TableOracle.Bind(table.Benchmark, task.Task.SearchDataset, options[0]);
        }
        catch (NatsBenchException e)
        {
            fault = e.Message;
        }
        _notes.Add($"no line of random search: {fault}");
        return null;
    }

    private ReferenceLine? Random(TableOracle? oracle, double[] places, double[] values)
    {
        if (oracle is null)
            return null;
        RandomSearchLine line = new(oracle);
        double[] evaluations = [.. places.Select(place => axis == CurveAxis.Evaluations ? place : place > 0 ? line.EvaluationsAbout(place) : 1)];
        double[] mean = new double[places.Length], lower = new double[places.Length], upper = new double[places.Length];
        // Whoever may not be proposed may lack a number: it has no chance either.
        double[] finite = [.. values.Select(value => double.IsFinite(value) ? value : 0)];
        Parallel.For(
            0, places.Length, new ParallelOptions { CancellationToken = cancellation }, () => line.Distribution(finite), (place, _, distribution) =>
            {
                mean[place] = line.Between(evaluations[place], finite);
                double[] quartiles = distribution.Quantiles(evaluations[place], 0.25, 0.75);
                (lower[place], upper[place]) = (quartiles[0], quartiles[1]);
                return distribution;
            },
            _ => { });
        return new ReferenceLine(mean, lower, upper, axis == CurveAxis.Evaluations);
    }

    // What the line depends on.
    private static string Described(OracleOptions options) =>
        $"{options.Axis} {options.Seeds} {options.Isomorphs} {options.Absent} {string.Join(", ", options.Limits.Select(limit => limit.ToString()))}";

    private IReadOnlyList<IReadOnlyList<double>> Ranks(AlgorithmResult[] algorithms, double[][][] curves)
    {
        if (algorithms.Length < 2)
            return [];
        foreach (AlgorithmResult other in algorithms.Skip(1))
            if (Pairing.Of(algorithms[0].Entry, other.Entry) is { IsPaired: false, Reason: var reason })
            {
                _notes.Add($"no average ranks over time: {algorithms[0].Name} and {other.Name} are {reason}");
                return [];
            }
        double sign = metric.IsMinimised() ? -1 : 1;
        int places = curves[0][0].Length, begun = 0;
        while (begun < places && !curves.All(trials => trials.All(curve => double.IsFinite(curve[begun]))))
            begun++;
        double[] absent = [.. algorithms.Select(_ => double.NaN)];
        return begun == places ? [] :
        [
            .. Enumerable.Repeat(absent, begun),
            .. AverageRanks.OverTime([.. curves.Select(trials => trials.Select(curve => curve[begun..].Select(value => sign * value).ToArray()).ToArray())]),
        ];
    }

    private TargetTime[] Targets(AlgorithmResult[] algorithms)
    {
        NormalisedScale scale = NormalisedScale.Of(_report);
        double[] scores = [.. _report.Test.ToArray().Select(scale.Test)];
        return double.IsNaN(scale.Test(scale.BestTest)) ? [] :
        [
            .. from algorithm in algorithms
               let traces = algorithm.Entry.Trials.Select(trial => trial.Trace!).ToArray()
               from target in TaskCurves.TargetScores
               let reached = traces.Select(trace => TimeToTarget.Of(Times(trace), [.. trace.Incumbent.Select(architecture => scores[architecture])], target)).ToArray()
               select new TargetTime(algorithm.Name, target, TimeToTarget.Summarize(reached, [.. traces.Select(trace => Times(trace)[^1])])),
        ];
    }

    private double[] Times(RunTrace trace) => axis == CurveAxis.Seconds ? [.. trace.Clock] : [.. trace.Step.Select(step => step + 1.0)];
}
