using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Studies.Running;

/// <summary>The outcomes of consecutive trials, as columns.</summary>
public sealed class OutcomeColumns
{
    /// <summary>Makes room for trials.</summary>
    /// <param name="count">How many trials.</param>
    /// <param name="reports">How many datasets are reported.</param>
    public OutcomeColumns(int count, int reports)
    {
        Outcomes = new TrialOutcome[count];
        Reported = [.. Enumerable.Range(0, reports).Select(_ => new ReportedAccuracy[count])];
    }

    /// <summary>What each trial comes to.</summary>
    public TrialOutcome[] Outcomes { get; }

    /// <summary>For each dataset reported, the accuracies of each trial.</summary>
    public IReadOnlyList<ReportedAccuracy[]> Reported { get; }
}
