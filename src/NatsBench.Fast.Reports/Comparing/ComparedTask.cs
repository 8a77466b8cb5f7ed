using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>What algorithms are compared on.</summary>
/// <param name="SearchDataset">The dataset searched on.</param>
/// <param name="ReportDataset">The dataset reported.</param>
/// <param name="Budget">The budget; null where nobody says.</param>
public sealed record ComparedTask(Dataset SearchDataset, Dataset ReportDataset, Budget? Budget)
{
    /// <summary>The budget in words; empty where nobody says.</summary>
    public string Limit => Budget switch
    {
        null => "",
        { Evaluations: { } evaluations } => $"{evaluations} evaluations",
        { Seconds: var seconds } => FormattableString.Invariant($"{seconds} s"),
    };

    /// <summary>As tables call it.</summary>
    public override string ToString()
    {
        string dataset = SearchDataset == ReportDataset ? $"{SearchDataset}" : $"{ReportDataset}, searched on {SearchDataset}";
        return Budget is null ? dataset : $"{dataset}, {Limit}";
    }
}
