using NatsBench.Fast.Studies.Summaries;

namespace NatsBench.Fast.Studies.Parts;

/// <summary>What a run in a folder came to.</summary>
/// <param name="Kept">How many of its parts were there, complete.</param>
/// <param name="Run">How many of its parts were run now.</param>
/// <param name="PartCount">How many parts the whole study has.</param>
/// <param name="Outcomes">The outcomes of the whole study, experiment by experiment, where the folder is finished; null where other shards are still wanted.</param>
public sealed record StudyFolderResult(int Kept, int Run, int PartCount, IReadOnlyList<ExperimentOutcomes>? Outcomes)
{
    /// <summary>Whether the folder holds the finished study.</summary>
    public bool IsFinished => Outcomes is not null;
}
