using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What algorithms are compared on.</summary>
/// <param name="SearchDataset">The dataset searched on.</param>
/// <param name="ReportDataset">The dataset reported.</param>
/// <param name="Budget">The budget; null where nobody says.</param>
public sealed record ComparedTask(Dataset SearchDataset, Dataset ReportDataset, Budget? Budget)
{
    /// <summary>As tables call it.</summary>
    public override string ToString()
    {
        string dataset = SearchDataset == ReportDataset ? $"{SearchDataset}" : $"{ReportDataset}, searched on {SearchDataset}";
        return Budget switch
        {
            null => dataset,
            { Evaluations: { } evaluations } => $"{dataset}, {evaluations} evaluations",
            { Seconds: var seconds } => FormattableString.Invariant($"{dataset}, {seconds} s"),
        };
    }
}
