using System.Globalization;
using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Studies.Running;

/// <summary>Runs parts of a study, one at a time. Used by one thread; make one a thread.</summary>
/// <param name="study">The study.</param>
/// <param name="reusesRoom">Whether the log points of a part are valid until the next one is run alone.</param>
/// <param name="all">By experiment where the outcomes of its trials go; null where those of each part have room of their own.</param>
internal sealed class PartRunner(BoundStudy study, bool reusesRoom, IReadOnlyList<OutcomeColumns>? all)
{
    private TrialEnd[] _ends = [];
    private int _experiment = -1;
    private TrialRunner? _trials;
    private TraceColumns? _traces;

    // Of a study with objectives.
    private FrontRunner? _fronts;

    /// <summary>Runs a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="keeping">Which log points are kept.</param>
    /// <param name="finished">Told how many trials ended since it was last told.</param>
    /// <param name="cancellation">Stops between evaluations.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PartResult Run(StudyPart part, TraceKeeping keeping, Action<int> finished, CancellationToken cancellation)
    {
        BoundExperiment bound = study.Experiments[part.Experiment];
        (_, Experiment experiment, IReadOnlyList<ReportTable> reports) = bound;
        if (_experiment != part.Experiment)
        {
            (_experiment, _trials, _traces) = (part.Experiment, new TrialRunner(experiment), null);
            _ends = new TrialEnd[_trials.TrialsTogether];
            _fronts = bound.Fronts.Count == 0 ? null : new FrontRunner(bound);
        }
        (OutcomeColumns outcomes, int place) = all is null
            ? (new OutcomeColumns(part.Count, reports.Count, bound.Fronts.Count > 0), 0)
            : (all[part.Experiment], part.FirstTrial);
        for (int report = 0; report < bound.Fronts.Count; report++)
            outcomes.Exact[report] = bound.Fronts[report].Exact;
        TraceColumns traces = reusesRoom && _traces is not null ? _traces : new TraceColumns(experiment.Oracle);
        _traces = traces;
        traces.Clear();
        TraceSampling sampling = new(keeping, experiment.Budget);
        Span<TrialEnd> ends = _ends;
        for (int first = 0; first < part.Count; first += ends.Length)
        {
            ends = ends[..int.Min(ends.Length, part.Count - first)];
            Run(part, first, ends, sampling, outcomes, place, traces, cancellation);
            for (int i = 0; i < ends.Length; i++)
            {
                outcomes.Outcomes[place + first + i] = ends[i].Outcome;
                for (int report = 0; report < reports.Count; report++)
                    outcomes.Reported[report][place + first + i] = ReportedAccuracy.Of(ends[i], experiment.Budget, reports[report]);
            }
            finished(ends.Length);
        }
        return new PartResult(part, outcomes, traces);
    }

    // An algorithm may be anybody's: whatever it throws is told with the trial that shows it again.
    private void Run(
        StudyPart part, int first, Span<TrialEnd> ends, TraceSampling sampling, OutcomeColumns outcomes, int place, TraceColumns traces,
        CancellationToken cancellation)
    {
        int firstTrial = part.FirstTrial + first;
        Experiment experiment = study.Experiments[part.Experiment].Experiment;
        try
        {
            if (sampling.KeepsNone && _fronts is null)
                _trials!.Run(firstTrial, ends, cancellation);
            else
                for (int i = 0; i < ends.Length; i++)
                {
                    ReadOnlySpan<LogPoint> points = _trials!.Run(firstTrial + i, cancellation);
                    ends[i] = TrialEnd.Of(points, experiment.Budget);
                    ReadOnlySpan<int> front = _fronts is null ? [] : _fronts.Add(points, outcomes, place + first + i);
                    ReadOnlySpan<int> kept = sampling.Keep(points, front);
                    traces.Add(firstTrial + i, kept, points);
                    _fronts?.Trace(points, kept, traces);
                }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            string parameters = experiment.Parameters.Text is { Length: > 0 } text ? $" with {text}" : "";
            string what = e is NatsBenchException ? e.Message : $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
            throw new NatsBenchException(string.Create(
                CultureInfo.InvariantCulture,
                $"{experiment.Algorithm.Name}{parameters} on {experiment.Dataset} (experiment {part.Experiment}), trial {_trials!.Trial}: {what}"), e);
        }
    }
}
