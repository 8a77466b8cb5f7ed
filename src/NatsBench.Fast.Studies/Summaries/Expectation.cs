using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Statistics;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Summaries;

/// <summary>What random search is expected to come to, without running a trial (<see cref="RandomSearchLine"/>). Accuracies in percent.</summary>
/// <param name="Valid">Validation accuracy.</param>
/// <param name="Test">Test accuracy.</param>
/// <param name="IsExact">True where evaluations are the budget; false on a time axis, where it is an approximation.</param>
public sealed record Expectation(double Valid, double Test, bool IsExact)
{
    /// <summary>The expectation of an experiment for each of its reports; null where it is not random search in sequence over a table.</summary>
    /// <param name="bound">The experiment.</param>
    public static IReadOnlyList<Expectation>? Of(BoundExperiment bound)
    {
        ArgumentNullException.ThrowIfNull(bound);
        if (bound.Experiment is not { Algorithm.Name: "random", Workers: 1, Oracle: TableOracle oracle })
            return null;
        RandomSearchLine line = new(oracle);
        Budget budget = bound.Experiment.Budget;
        return [.. bound.Reports.Select(report => budget.Evaluations is { } evaluations
            ? new Expectation(line.After(evaluations, report.Valid), line.After(evaluations, report.Test), IsExact: true)
            : new Expectation(line.AboutAt(budget.Seconds!.Value, report.Valid), line.AboutAt(budget.Seconds.Value, report.Test), IsExact: false))];
    }
}
