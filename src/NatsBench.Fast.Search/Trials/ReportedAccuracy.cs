using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>What is reported of a trial on one dataset, in percent.</summary>
/// <param name="Valid">Validation accuracy at the budget; in seconds by the paper's interpolation between log points.</param>
/// <param name="Test">Test accuracy at the budget; likewise.</param>
/// <param name="Regret">How far the incumbent's test accuracy is below the best there is; no interpolation.</param>
public readonly record struct ReportedAccuracy(double Valid, double Test, double Regret)
{
    /// <summary>The accuracies of a trial.</summary>
    /// <param name="end">Its end.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="report">The table reported from.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ReportedAccuracy Of(in TrialEnd end, Budget budget, ReportTable report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new ReportedAccuracy(
            end.Accuracy(budget, report.Valid), end.Accuracy(budget, report.Test), report.BestTest - report.Test[end.Outcome.Incumbent]);
    }
}
