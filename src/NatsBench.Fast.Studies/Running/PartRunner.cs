using System.Globalization;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Studies.Running;

/// <summary>Runs parts of a study, one at a time. Used by one thread; make one a thread.</summary>
/// <param name="study">The study.</param>
internal sealed class PartRunner(BoundStudy study)
{
    private int _experiment = -1;
    private TrialRunner? _trials;

    /// <summary>Runs a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="keeping">Which log points are kept.</param>
    /// <param name="finished">Told after each trial.</param>
    /// <param name="cancellation">Stops between evaluations.</param>
    public PartResult Run(StudyPart part, TraceKeeping keeping, Action finished, CancellationToken cancellation)
    {
        (_, Experiment experiment, IReadOnlyList<ReportTable> reports) = study.Experiments[part.Experiment];
        if (_experiment != part.Experiment)
            (_experiment, _trials) = (part.Experiment, new TrialRunner(experiment));
        OutcomeColumns outcomes = new(part.Count, reports.Count);
        TraceColumns traces = new(experiment.Oracle);
        TraceSampling sampling = new(keeping, experiment.Budget);
        for (int i = 0; i < part.Count; i++)
        {
            ReadOnlySpan<LogPoint> points = Trial(part, part.FirstTrial + i, cancellation);
            TrialOutcome outcome = TrialOutcome.Of(points, experiment.Budget);
            outcomes.Outcomes[i] = outcome;
            for (int report = 0; report < reports.Count; report++)
                outcomes.Reported[report][i] = ReportedAccuracy.Of(points, experiment.Budget, outcome, reports[report]);
            foreach (int step in sampling.Keep(points))
                traces.Add(part.FirstTrial + i, step, points[step]);
            finished();
        }
        return new PartResult(part, outcomes, traces);
    }

    // An algorithm may be anybody's: whatever it throws is told with the trial that shows it again.
    private ReadOnlySpan<LogPoint> Trial(StudyPart part, int trial, CancellationToken cancellation)
    {
        try
        {
            return _trials!.Run(trial, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            Experiment experiment = study.Experiments[part.Experiment].Experiment;
            string parameters = experiment.Parameters.Text is { Length: > 0 } text ? $" with {text}" : "";
            string what = e is NatsBenchException ? e.Message : $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
            throw new NatsBenchException(string.Create(
                CultureInfo.InvariantCulture, $"{experiment.Algorithm.Name}{parameters} on {experiment.Dataset} (experiment {part.Experiment}), trial {trial}: {what}"), e);
        }
    }
}
