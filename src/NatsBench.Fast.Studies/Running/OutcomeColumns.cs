using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Studies.Running;

/// <summary>The outcomes of consecutive trials, as columns.</summary>
public sealed class OutcomeColumns
{
    /// <summary>Makes room for trials.</summary>
    /// <param name="count">How many trials.</param>
    /// <param name="reports">How many datasets are reported.</param>
    /// <param name="hasFronts">Whether the study has objectives, and so its trials fronts.</param>
    public OutcomeColumns(int count, int reports, bool hasFronts)
    {
        Outcomes = new TrialOutcome[count];
        Reported = [.. Enumerable.Range(0, reports).Select(_ => new ReportedAccuracy[count])];
        Fronts = hasFronts ? [.. Enumerable.Range(0, reports).Select(_ => new FrontOutcome[count])] : [];
        Exact = new ExactFront[Fronts.Count];
    }

    /// <summary>What each trial comes to.</summary>
    public TrialOutcome[] Outcomes { get; }

    /// <summary>For each dataset reported, the accuracies of each trial.</summary>
    public IReadOnlyList<ReportedAccuracy[]> Reported { get; }

    /// <summary>For each dataset reported, what the front of each trial comes to; none where the study has no objectives.</summary>
    public IReadOnlyList<FrontOutcome[]> Fronts { get; }

    /// <summary>For each dataset reported, what no front surpasses; none where the study has no objectives.</summary>
    public ExactFront[] Exact { get; }

    /// <summary>Copies everything to a place in the outcomes of more trials of the same experiment.</summary>
    /// <param name="all">The outcomes of more trials.</param>
    /// <param name="first">Where the first trial goes.</param>
    public void CopyTo(OutcomeColumns all, int first)
    {
        ArgumentNullException.ThrowIfNull(all);
        Outcomes.CopyTo(all.Outcomes, first);
        for (int report = 0; report < Reported.Count; report++)
            Reported[report].CopyTo(all.Reported[report], first);
        for (int report = 0; report < Fronts.Count; report++)
            Fronts[report].CopyTo(all.Fronts[report], first);
        Exact.CopyTo(all.Exact, 0);
    }
}
