using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Studies.Definition;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Reports.Paper;

/// <summary>What the trials of an algorithm on a dataset come to, as the paper's scripts read their logs.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Dataset">The dataset reported.</param>
/// <param name="Budget">Simulated seconds.</param>
/// <param name="Times">Seconds at which the curves are taken.</param>
/// <param name="Test">Mean test accuracy over trials at each time, percent.</param>
/// <param name="TestDeviation">Its population standard deviation, which the figures do not draw.</param>
/// <param name="ValidAtBudget">Validation accuracies at the budget, interpolated.</param>
/// <param name="TestAtBudget">Test accuracies at the budget, interpolated.</param>
/// <param name="ValidAtEnd">Validation accuracies of what each trial found in all, beyond the budget.</param>
/// <param name="TestAtEnd">The test accuracies.</param>
internal sealed record PaperSearch(
    string Algorithm, Dataset Dataset, double Budget, double[] Times, double[] Test, double[] TestDeviation,
    Summary ValidAtBudget, Summary TestAtBudget, Summary ValidAtEnd, Summary TestAtEnd)
{
    /// <summary>Runs a study, whose budgets are seconds.</summary>
    /// <param name="study">The study.</param>
    /// <param name="bench">The table.</param>
    /// <param name="ticks">Curves are taken at i / ticks of the budget, i from 0 to ticks - 1.</param>
    /// <param name="threads">How many threads; the results are the same for any number.</param>
    /// <param name="cancellation">Stops between evaluations.</param>
    /// <exception cref="NatsBenchException">The table lacks what the study asks for.</exception>
    public static IReadOnlyList<PaperSearch> Run(Study study, NatsBenchmark bench, int ticks, int threads, CancellationToken cancellation) =>
    [
        .. from bound in BoundStudy.Bind(study, bench).Experiments
           from report in bound.Reports
           select Run(bound.Experiment, report, study.Trials, ticks, threads, cancellation),
    ];

    private static PaperSearch Run(Experiment experiment, ReportTable report, int trials, int ticks, int threads, CancellationToken cancellation)
    {
        double budget = experiment.Budget.Seconds!.Value;
        double[] times = [.. Enumerable.Range(0, ticks).Select(i => i * budget / ticks)];
        double[][] curves = new double[trials][];
        double[] validAtBudget = new double[trials], testAtBudget = new double[trials], validAtEnd = new double[trials], testAtEnd = new double[trials];
        Parallel.For(
            0, trials, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, () => new TrialRunner(experiment),
            (trial, _, runner) =>
            {
                ReadOnlySpan<LogPoint> points = runner.Run(trial, cancellation);
                curves[trial] = Curve(points, times, report.Test);
                int before = NearestPoints.CountBefore(points, budget);
                validAtBudget[trial] = At(points, budget, before, report.Valid);
                testAtBudget[trial] = At(points, budget, before, report.Test);
                validAtEnd[trial] = report.Valid[points[^1].Incumbent];
                testAtEnd[trial] = report.Test[points[^1].Incumbent];
                return runner;
            },
            _ => { });
        Summary[] test = [.. Enumerable.Range(0, ticks).Select(tick => Summary.Of([.. curves.Select(curve => curve[tick])]))];
        return new PaperSearch(
            experiment.Algorithm.Name, report.Dataset, budget, times, [.. test.Select(one => one.Mean)], [.. test.Select(one => one.Deviation)],
            Summary.Of(validAtBudget), Summary.Of(testAtBudget), Summary.Of(validAtEnd), Summary.Of(testAtEnd));
    }

    // Times ascend, and so do the points before them.
    private static double[] Curve(ReadOnlySpan<LogPoint> points, double[] times, ReadOnlySpan<double> accuracyOf)
    {
        double[] curve = new double[times.Length];
        int before = 0;
        for (int tick = 0; tick < times.Length; tick++)
        {
            while (before < points.Length && points[before].Clock < times[tick])
                before++;
            curve[tick] = At(points, times[tick], before, accuracyOf);
        }
        return curve;
    }

    // On the line through the two log points nearest to a time, before which so many lie.
    private static double At(ReadOnlySpan<LogPoint> points, double seconds, int before, ReadOnlySpan<double> accuracyOf)
    {
        NearestPoints nearest = NearestPoints.Of(points, seconds, before);
        return new TrialEnd(default, Mark(points[nearest.Nearest]), nearest.Second < 0 ? null : Mark(points[nearest.Second])).AccuracyAt(seconds, accuracyOf);
    }

    private static ClockedIncumbent Mark(in LogPoint point) => new(point.Clock, point.Incumbent);
}
