using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Studies.Running;

/// <summary>The kept log points of consecutive trials, as columns, trial by trial.</summary>
/// <param name="oracle">Tells seeds and further objectives.</param>
public sealed class TraceColumns(IOracle oracle)
{
    /// <summary>The trial's number.</summary>
    public List<int> Trial { get; } = [];

    /// <summary>Which evaluation of the trial, from 0.</summary>
    public List<int> Step { get; } = [];

    /// <summary>The architecture that was trained.</summary>
    public List<int> Architecture { get; } = [];

    /// <summary>The stored seed that answered; null where means answer.</summary>
    public List<long?> Seed { get; } = [];

    /// <summary>For how many epochs it was trained.</summary>
    public List<int> Epochs { get; } = [];

    /// <summary>Seconds charged.</summary>
    public List<double> Cost { get; } = [];

    /// <summary>Simulated seconds since the trial began, when the training ended.</summary>
    public List<double> Clock { get; } = [];

    /// <summary>The worker.</summary>
    public List<int> Worker { get; } = [];

    /// <summary>Validation accuracy in percent.</summary>
    public List<double> Reward { get; } = [];

    /// <summary>The best architecture so far.</summary>
    public List<int> Incumbent { get; } = [];

    /// <summary>The further objectives of the study, each a column; NaN where one was never measured.</summary>
    public IReadOnlyList<List<double>> Objectives { get; } = [.. oracle.Quantities.Select(_ => new List<double>())];

    /// <summary>Whether the log point is of the trial's front; empty where the study has no objectives.</summary>
    public List<bool> Front { get; } = [];

    /// <summary>The hypervolume by then, at the rewards (<see cref="Search.Fronts.TrialFront"/>); empty where the study has no objectives.</summary>
    public List<double> Hypervolume { get; } = [];

    /// <summary>What no hypervolume at the rewards surpasses, in each row the same; empty where the study has no objectives.</summary>
    public List<double> ExactHypervolume { get; } = [];

    /// <summary>Takes a log point.</summary>
    /// <param name="trial">The trial's number.</param>
    /// <param name="step">Its place in the trial.</param>
    /// <param name="point">The log point.</param>
    public void Add(int trial, int step, in LogPoint point)
    {
        Trial.Add(trial);
        Step.Add(step);
        Architecture.Add(point.Architecture);
        Seed.Add(oracle.Seed(point.Architecture, point.Epochs, point.Draw));
        Epochs.Add(point.Epochs);
        Cost.Add(point.Cost);
        Clock.Add(point.Clock);
        Worker.Add(point.Worker);
        Reward.Add(point.Reward);
        Incumbent.Add(point.Incumbent);
        ReadOnlySpan<double> objectives = oracle.Objectives(point.Architecture);
        for (int i = 0; i < objectives.Length; i++)
            Objectives[i].Add(objectives[i]);
    }
}
