using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Statistics.Samples;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Summaries;

/// <summary>What an algorithm came to on a dataset, over all trials: a row of a paper's table. Accuracies in percent.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Dataset">The dataset reported.</param>
/// <param name="Trials">How many trials.</param>
/// <param name="Valid">Validation accuracy at the budget.</param>
/// <param name="Test">Test accuracy at the budget.</param>
/// <param name="Regret">How far the incumbent's test accuracy is below the best there is.</param>
/// <param name="Evaluations">Mean number of log points of a trial, the one that oversteps the budget included.</param>
public sealed record SummaryRow(
    ExperimentOutcomes Experiment, Dataset Dataset, int Trials, Summary Valid, Summary Test, Summary Regret, double Evaluations)
{
    /// <summary>How many architectures could be proposed, and how many there are in the space; null where no benchmark is at hand.</summary>
    public (int Allowed, int All)? Architectures { get; init; }

    /// <summary>How many architectures the study's limits leave; null where it has none, and where no benchmark is at hand.</summary>
    public LimitCounts? LimitCounts { get; init; }

    /// <summary>What random search is expected to come to; null for other algorithms, and where no benchmark is at hand.</summary>
    public Expectation? Expected { get; init; }

    /// <summary>What the fronts of the trials come to; null where the study has no objectives.</summary>
    public FrontSummary? Fronts { get; init; }

    /// <summary>The rows of some experiments, one for each dataset that each reports.</summary>
    /// <param name="experiments">Their outcomes.</param>
    /// <param name="study">The study they are of, where its benchmark is at hand.</param>
    public static IReadOnlyList<SummaryRow> Of(IReadOnlyList<ExperimentOutcomes> experiments, BoundStudy? study = null)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        List<SummaryRow> rows = [];
        foreach (ExperimentOutcomes experiment in experiments)
            for (int report = 0; report < experiment.ReportDatasets.Count; report++)
                rows.Add(Of(experiment, report));
        return study is null ? rows : [.. rows.GroupBy(row => row.Experiment.Number).SelectMany(own => WithBenchmark([.. own], study.Experiments[own.Key]))];
    }

    private static IEnumerable<SummaryRow> WithBenchmark(SummaryRow[] rows, BoundExperiment bound)
    {
        ArchitectureSpace space = bound.Experiment.Oracle.Space;
        IReadOnlyList<Expectation>? expected = Expectation.Of(bound);
        return rows.Select((row, report) => row with { Architectures = (space.Allowed.Length, space.Count), LimitCounts = bound.LimitCounts, Expected = expected?[report] });
    }

    private static SummaryRow Of(ExperimentOutcomes experiment, int report)
    {
        ReportedAccuracy[] reported = experiment.Outcomes.Reported[report];
        TrialOutcome[] outcomes = experiment.Outcomes.Outcomes;
        double[] column = new double[reported.Length];
        return new SummaryRow(
            experiment, experiment.ReportDatasets[report], reported.Length,
            Summarize(accuracy => accuracy.Valid), Summarize(accuracy => accuracy.Test), Summarize(accuracy => accuracy.Regret),
            outcomes.Sum(outcome => (long)outcome.Evaluations) / (double)outcomes.Length)
        {
            Fronts = FrontSummary.Of(experiment, report),
        };

        Summary Summarize(Func<ReportedAccuracy, double> choose)
        {
            for (int i = 0; i < column.Length; i++)
                column[i] = choose(reported[i]);
            return Summary.Of(column);
        }
    }
}
