namespace NatsBench.Fast.Studies.Parts;

/// <summary>The kept log points of an experiment, read back, as columns: trial by trial, in each by step.</summary>
public sealed class TraceRows
{
    /// <summary>The trial's number.</summary>
    public List<int> Trial { get; } = [];

    /// <summary>Which evaluation of the trial, from 0.</summary>
    public List<int> Step { get; } = [];

    /// <summary>The architecture that was trained.</summary>
    public List<int> Architecture { get; } = [];

    /// <summary>Simulated seconds since the trial began, when the training ended.</summary>
    public List<double> Clock { get; } = [];

    /// <summary>Validation accuracy in percent.</summary>
    public List<double> Reward { get; } = [];

    /// <summary>The best architecture so far.</summary>
    public List<int> Incumbent { get; } = [];

    /// <summary>Whether it is on the front of its trial; empty where the study has no objectives.</summary>
    public List<bool> Front { get; } = [];

    /// <summary>The hypervolume of the rewards so far; empty where the study has no objectives.</summary>
    public List<double> RewardHypervolume { get; } = [];

    /// <summary>The hypervolume that no search surpasses; empty where the study has no objectives.</summary>
    public List<double> ExactRewardHypervolume { get; } = [];
}
