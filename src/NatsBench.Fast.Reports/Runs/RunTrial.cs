namespace NatsBench.Fast.Reports.Runs;

/// <summary>What one run of an algorithm came to. Numbers that nobody told, and that no table was at hand for, are NaN.</summary>
/// <param name="Number">The trial's number.</param>
/// <param name="Architecture">The index of the best architecture when the budget ran out.</param>
/// <param name="Valid">Validation accuracy at the budget, percent, as it is reported.</param>
/// <param name="Test">Test accuracy at the budget, percent, as it is reported.</param>
/// <param name="Regret">How far the best architecture's test accuracy is below the best there is, percent points.</param>
/// <param name="Clock">Seconds when the last evaluation ended (<see cref="RunProvenance.Clock"/>).</param>
/// <param name="Evaluations">Trainings up to the one that overstepped the budget; 0 where nobody says.</param>
public sealed record RunTrial(int Number, int Architecture, double Valid, double Test, double Regret, double Clock, int Evaluations)
{
    /// <summary>What happened on the way; null where nobody kept it. Entries that report one trial on several datasets share it.</summary>
    public RunTrace? Trace { get; init; }
}
