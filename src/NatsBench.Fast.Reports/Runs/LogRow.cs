namespace NatsBench.Fast.Reports.Runs;

/// <summary>A row of a file of runs: one log point of one trial. What it does not say is empty, -1 or NaN.</summary>
/// <param name="Run">Which run it belongs to.</param>
/// <param name="Trial">The trial's number or name.</param>
/// <param name="Clock">Seconds since the trial began.</param>
/// <param name="Step">Which evaluation of the trial.</param>
/// <param name="Architecture">What was trained, or the best so far where neither reward nor incumbent is said.</param>
/// <param name="Reward">What the search saw of it, the greater the better.</param>
/// <param name="Incumbent">The best so far.</param>
/// <param name="Valid">Validation accuracy that is reported of the best so far, percent.</param>
/// <param name="Test">Test accuracy that is reported of the best so far, percent.</param>
/// <param name="Line">Where it stands, for messages.</param>
internal readonly record struct LogRow(
    LogRun Run, string Trial, double Clock, long Step, int Architecture, double Reward, int Incumbent, double Valid, double Test, long Line);

/// <summary>The run that rows belong to; empty where they do not say.</summary>
internal sealed record LogRun(string Algorithm, string Parameters, string Dataset)
{
    /// <summary>Of rows that say nothing.</summary>
    public static LogRun Unnamed { get; } = new("", "", "");
}
