using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Running;

namespace NatsBench.Fast.Studies.Summaries;

/// <summary>The outcomes of all trials of an experiment with its names: what summaries and reports are made of, in memory or read back from a file.</summary>
/// <param name="Number">Its place in the study.</param>
/// <param name="Space">The search space.</param>
/// <param name="SearchDataset">The dataset searched on.</param>
/// <param name="Algorithm">The algorithm's name.</param>
/// <param name="Parameters">Its hyper-parameters (<see cref="Search.Algorithms.HyperParameters.Text"/>).</param>
/// <param name="Budget">The budget of a trial.</param>
/// <param name="ReportDatasets">The datasets reported.</param>
/// <param name="Outcomes">The outcomes, trial by trial; reports in the order of <paramref name="ReportDatasets"/>.</param>
public sealed record ExperimentOutcomes(
    int Number, SearchSpace Space, Dataset SearchDataset, string Algorithm, string Parameters, Budget Budget, IReadOnlyList<Dataset> ReportDatasets,
    OutcomeColumns Outcomes)
{
    /// <summary>The objectives of the study beside accuracy, whose fronts <see cref="Outcomes"/> has.</summary>
    public IReadOnlyList<Quantity> Objectives { get; init; } = [];

    /// <summary>Names the outcomes of a study that was run in memory.</summary>
    /// <param name="study">The study.</param>
    /// <param name="outcomes">Its outcomes, experiment by experiment.</param>
    public static IReadOnlyList<ExperimentOutcomes> Of(BoundStudy study, IReadOnlyList<OutcomeColumns> outcomes)
    {
        ArgumentNullException.ThrowIfNull(study);
        return [.. study.Experiments.Zip(outcomes, (bound, own) => new ExperimentOutcomes(
            bound.Number, study.Layout.Space, bound.Experiment.Dataset, bound.Experiment.Algorithm.Name, bound.Experiment.Parameters.Text,
            bound.Experiment.Budget, [.. bound.Reports.Select(report => report.Dataset)], own)
            {
                Objectives = bound.Experiment.Oracle.Quantities,
            })];
    }
}
