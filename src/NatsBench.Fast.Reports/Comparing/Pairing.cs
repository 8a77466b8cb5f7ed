using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Whether the trials of two entries pair.</summary>
internal static class Pairing
{
    /// <summary>Says so, and why.</summary>
    public static (bool IsPaired, string Reason) Of(RunEntry first, RunEntry second)
    {
        if (first.Provenance.World is not { } world || second.Provenance.World is not { } other)
            return (false, $"independent: {(first.Provenance.World is null ? first : second).Provenance.PairingReason}");
        if (world != other)
            return (false, $"independent: the random numbers of one are of another study ({world}; {other})");
        if (!first.Trials.Select(trial => trial.Number).SequenceEqual(second.Trials.Select(trial => trial.Number)))
            return (false, $"independent: {first.Trials.Count} and {second.Trials.Count} trials of other numbers do not pair");
        return (true, first.Provenance.PairingReason);
    }
}
