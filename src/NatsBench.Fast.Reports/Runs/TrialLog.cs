using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>The rows of one trial, in the order of time, with the best so far at each.</summary>
internal sealed class TrialLog
{
    private readonly string _source;
    private readonly string _name;
    private readonly LogRow[] _rows;
    private readonly LogPoint[] _points;
    private readonly RunTrace _trace;

    /// <exception cref="NatsBenchException">Some rows have a clock and some none, or two are one step.</exception>
    public TrialLog(string source, string name, List<LogRow> rows)
    {
        (_source, _name) = (source, name);
        HasClock = !double.IsNaN(rows[0].Clock);
        foreach (LogRow row in rows)
            if (double.IsNaN(row.Clock) == HasClock)
                throw new NatsBenchException($"{source}, row {row.Line}: trial {name} has a clock in some rows and none in others");
        // Stable: what has one time stays in the file's order.
        _rows = [.. HasClock ? rows.OrderBy(row => row.Clock).ThenBy(row => row.Step) : rows.OrderBy(row => row.Step)];
        _points = new LogPoint[_rows.Length];
        bool hasSteps = _rows[0].Step >= 0, hasRewards = _rows.Any(row => !double.IsNaN(row.Reward));
        int incumbent = _rows[0].Architecture;
        double best = double.NegativeInfinity;
        HashSet<long> steps = [];
        for (int i = 0; i < _rows.Length; i++)
        {
            ref readonly LogRow row = ref _rows[i];
            if (hasSteps && !steps.Add(row.Step))
                throw new NatsBenchException($"{source}, row {row.Line}: trial {name} has step {row.Step} twice");
            if (row.Incumbent >= 0)
                incumbent = row.Incumbent;
            else if (!hasRewards)
                incumbent = row.Architecture;
            else if (row.Reward > best)
                (incumbent, best) = (row.Architecture, row.Reward);
            // Where nobody has a clock, time passes all the same.
            _points[i] = new LogPoint(HasClock ? row.Clock : i, 0, row.Reward, row.Architecture, 0, 0, 0, incumbent);
        }
        // Where steps are counted from 0 without a gap, or not at all, nothing is known to be left out.
        bool isWhole = !hasSteps || Enumerable.Range(0, _rows.Length).All(i => _rows[i].Step == _rows[0].Step + i);
        _trace = new RunTrace(
            [.. _rows.Select((row, place) => hasSteps ? checked((int)(row.Step - (isWhole ? _rows[0].Step : 0))) : place)], [.. _rows.Select(row => row.Clock)],
            [.. _rows.Select(row => row.Incumbent >= 0 || hasRewards ? row.Architecture : -1)], [.. _points.Select(point => point.Reward)],
            [.. _points.Select(point => point.Incumbent)], isWhole);
    }

    public bool HasClock { get; }

    /// <summary>Whether the trial ended before a budget in seconds was reached.</summary>
    public bool EndsBefore(Budget? budget) => budget?.Seconds is { } seconds && _points[^1].Clock < seconds;

    /// <summary>What the trial came to: at the budget by the paper's rules, else at its end.</summary>
    /// <exception cref="NatsBenchException">The table lacks an accuracy, or there is no clock for a budget in seconds.</exception>
    public RunTrial ToTrial(int number, Budget? budget, ReportTable? report, BenchmarkTable? table)
    {
        if (budget?.Seconds is not null && !HasClock)
            throw new NatsBenchException($"{_source}: trial {_name} has no clock, so a budget in seconds means nothing; give one in evaluations, such as 100e");
        // Of a trial that was thinned out, those evaluations count that lie within the budget.
        int within = budget?.Evaluations is { } evaluations ? _trace.Step.Count(step => step < evaluations) : _points.Length;
        // A line through the last two points of a trial that ended before the budget leads anywhere: it counts as it ended.
        Budget effective = budget?.Seconds is not null && !EndsBefore(budget) ? budget.Value : Budget.OfEvaluations(int.Max(within, 1));
        TrialEnd end = TrialEnd.Of(_points, effective);
        (double valid, double test, double regret) = (_rows[^1].Valid, _rows[^1].Test, double.NaN);
        if (report is not null)
        {
            foreach (int architecture in (int[])[end.Outcome.Incumbent, end.Nearest.Architecture, end.SecondNearest?.Architecture ?? end.Nearest.Architecture])
                if (!double.IsFinite(report.Valid[architecture]) || !double.IsFinite(report.Test[architecture]))
                    throw new NatsBenchException($"{_source}: trial {_name}: architecture {architecture} has no full training on {report.Dataset} in {table!.Benchmark.Path}");
            ReportedAccuracy reported = ReportedAccuracy.Of(end, effective, report);
            (valid, test, regret) = (reported.Valid, reported.Test, reported.Regret);
        }
        return new RunTrial(number, end.Outcome.Incumbent, valid, test, regret, _rows[^1].Clock, effective.Seconds is null || !_trace.IsWhole ? Evaluations(effective) : end.Outcome.Evaluations)
        {
            Trace = _trace,
        };
    }

    // By their steps, where some were left out.
    private int Evaluations(Budget budget)
    {
        int last = budget.Seconds is { } seconds ? _points.Count(point => point.Clock < seconds) : budget.Evaluations!.Value - 1;
        return _trace.Step[int.Min(last, _points.Length - 1)] + 1;
    }
}
