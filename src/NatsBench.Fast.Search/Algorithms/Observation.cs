using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>What came of a proposal.</summary>
/// <param name="proposal">The proposal.</param>
/// <param name="reward">Validation accuracy in percent.</param>
/// <param name="clock">Simulated seconds since the trial began, when the training ended.</param>
/// <param name="objectives">What else the run asked for, as it was measured.</param>
public readonly ref struct Observation(Proposal proposal, double reward, double clock, ReadOnlySpan<double> objectives)
{
    // Of an observation made by hand; others are looked up when asked for.
    private readonly ReadOnlySpan<double> _objectives = objectives;

    /// <summary>The proposal.</summary>
    public Proposal Proposal { get; } = proposal;

    /// <summary>The architecture that was trained.</summary>
    public int Architecture => Proposal.Architecture;

    /// <summary>Validation accuracy in percent, to be maximised.</summary>
    public double Reward { get; } = reward;

    /// <summary>Simulated seconds since the trial began, when the training ended.</summary>
    public double Clock { get; } = clock;

    /// <summary>Seconds that the evaluation was charged; of a training that goes on, what came to it.</summary>
    public double Cost { get; init; }

    /// <summary>The clock when the evaluation began: <see cref="Clock"/> before <see cref="Cost"/> was added.</summary>
    public double Start { get; init; }

    /// <summary>The quantities that the run asked for, as they were measured (<see cref="Quantity.Direction"/>); NaN where one never was.</summary>
    public ReadOnlySpan<double> Objectives => Oracle is { } oracle ? oracle.Objectives(Architecture) : _objectives;

    internal IOracle? Oracle { private get; init; }

    internal uint Draw { private get; init; }

    /// <summary>The validation accuracy of this training epoch by epoch, in percent; looked up when asked for.</summary>
    /// <exception cref="NatsBenchException">The reward is a mean, over seeds or isomorphic cells, which has no curve.</exception>
    /// <exception cref="InvalidOperationException">The observation was made by hand, of no training.</exception>
    public LearningCurve Curve() => Oracle is { } oracle
        ? oracle.Curve(Architecture, Proposal.Epochs, Draw)
        : throw new InvalidOperationException("an observation made by hand has no learning curve");
}
