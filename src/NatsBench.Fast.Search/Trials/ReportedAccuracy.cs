using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>What is reported of a trial on one dataset, in percent.</summary>
/// <param name="Valid">Validation accuracy at the budget; in seconds by the paper's interpolation between log points.</param>
/// <param name="Test">Test accuracy at the budget; likewise.</param>
/// <param name="Regret">How far the incumbent's test accuracy is below the best there is; no interpolation.</param>
public readonly record struct ReportedAccuracy(double Valid, double Test, double Regret)
{
    /// <summary>The accuracies of a trial.</summary>
    /// <param name="points">Its log points, at least one.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="report">The table reported from.</param>
    public static ReportedAccuracy Of(ReadOnlySpan<LogPoint> points, Budget budget, in TrialOutcome outcome, ReportTable report)
    {
        ArgumentNullException.ThrowIfNull(report);
        double regret = report.BestTest - report.Test[outcome.Incumbent];
        if (budget.Seconds is not { } seconds)
            return new ReportedAccuracy(report.Valid[outcome.Incumbent], report.Test[outcome.Incumbent], regret);
        NearestPoints nearest = NearestPoints.Of(points, seconds);
        return new ReportedAccuracy(
            nearest.Interpolate(points, seconds, report.Valid), nearest.Interpolate(points, seconds, report.Test), regret);
    }
}
