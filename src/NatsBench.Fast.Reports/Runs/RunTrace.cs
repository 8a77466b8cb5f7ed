namespace NatsBench.Fast.Reports.Runs;

/// <summary>Log points of one trial, as columns of one length, by ascending clock; perhaps not all there were. Immutable by convention, thread-safe.</summary>
/// <param name="Step">Which evaluation of the trial, from 0.</param>
/// <param name="Clock">Seconds since the trial began when it ended; NaN where there is no clock.</param>
/// <param name="Architecture">The index of what was trained; -1 where only the best so far is known.</param>
/// <param name="Reward">What the search saw of it, percent; NaN where nobody says.</param>
/// <param name="Incumbent">The index of the best architecture so far.</param>
/// <param name="IsWhole">Whether every evaluation of the trial is there.</param>
public sealed record RunTrace(
    IReadOnlyList<int> Step, IReadOnlyList<double> Clock, IReadOnlyList<int> Architecture, IReadOnlyList<double> Reward, IReadOnlyList<int> Incumbent, bool IsWhole)
{
    /// <summary>What the log points are to the front of the trial; null where there were no objectives beside accuracy.</summary>
    public RunTraceFront? Front { get; init; }

    /// <summary>How many log points there are.</summary>
    public int Count => Step.Count;
}
