using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Reports.Runs;

/// <summary>The trials of one algorithm on one dataset, reported on one dataset. Immutable, thread-safe.</summary>
/// <param name="Algorithm">Its name.</param>
/// <param name="Parameters">Its hyper-parameters as text; empty where none are known.</param>
/// <param name="SearchDataset">The dataset searched on.</param>
/// <param name="ReportDataset">The dataset whose accuracies the trials have.</param>
/// <param name="Budget">How long a trial was meant to search; null where nobody says.</param>
/// <param name="Trials">The trials, by ascending number.</param>
/// <param name="Provenance">Where they come from.</param>
public sealed record RunEntry(
    string Algorithm, string Parameters, Dataset SearchDataset, Dataset ReportDataset, Budget? Budget, IReadOnlyList<RunTrial> Trials, RunProvenance Provenance)
{
    /// <summary>The search space; null where nothing tells it.</summary>
    public SearchSpace? Space { get; init; }

    /// <summary>The fronts of the trials; null where there were no objectives beside accuracy.</summary>
    public RunFronts? Fronts { get; init; }

    /// <summary>The name with its hyper-parameters.</summary>
    public string Name => Parameters.Length == 0 ? Algorithm : $"{Algorithm} {Parameters}";
}
