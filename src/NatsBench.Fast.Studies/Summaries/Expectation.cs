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
    /// <summary>The expectation of an experiment; null where it is not random search in sequence over a table.</summary>
    /// <param name="bound">The experiment.</param>
    /// <param name="report">Which of its reports.</param>
    public static Expectation? Of(BoundExperiment bound, int report)
    {
        ArgumentNullException.ThrowIfNull(bound);
        Experiment experiment = bound.Experiment;
        if (experiment is not { Algorithm.Name: "random", Workers: 1, Oracle: TableOracle oracle })
            return null;
        RandomSearchLine valid = RandomSearchLine.Of(oracle, experiment.Seeds, bound.Reports[report].Valid);
        RandomSearchLine test = RandomSearchLine.Of(oracle, experiment.Seeds, bound.Reports[report].Test);
        return experiment.Budget.Evaluations is { } evaluations
            ? new Expectation(valid.After(evaluations), test.After(evaluations), IsExact: true)
            : new Expectation(valid.AboutAt(experiment.Budget.Seconds!.Value), test.AboutAt(experiment.Budget.Seconds.Value), IsExact: false);
    }
}
