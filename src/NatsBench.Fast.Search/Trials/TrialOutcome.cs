namespace NatsBench.Fast.Search.Trials;

/// <summary>What a trial comes to at its budget, whatever is reported.</summary>
/// <param name="Evaluations">Log points before the budget and the one that oversteps it.</param>
/// <param name="LogPoints">All log points.</param>
/// <param name="Clock">Simulated seconds when the last evaluation ended.</param>
/// <param name="Incumbent">The best architecture at the budget: of the last evaluation that ended in time, or of the first where none did.</param>
/// <param name="Final">The best architecture of the whole trial.</param>
public readonly record struct TrialOutcome(int Evaluations, int LogPoints, double Clock, int Incumbent, int Final)
{
    /// <summary>The outcome of a trial.</summary>
    /// <param name="points">Its log points, at least one.</param>
    /// <param name="budget">The budget.</param>
    public static TrialOutcome Of(ReadOnlySpan<LogPoint> points, Budget budget) => TrialEnd.Of(points, budget).Outcome;
}
