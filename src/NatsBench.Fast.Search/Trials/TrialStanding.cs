using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Where a trial stands: its clock, the best so far, and what its end depends on. Used by one thread.</summary>
/// <param name="budget">The budget.</param>
/// <param name="prefersLonger"><see cref="ISearchAlgorithm.PrefersLongerTraining"/>.</param>
internal struct TrialStanding(Budget budget, bool prefersLonger)
{
    private readonly bool _prefersLonger = prefersLonger;

    // A reward that is no greater changes nothing; NaN where that is not enough to know.
    private double _limit = double.NaN;

    // Nor does one after fewer epochs.
    private int _leastEpochs;
    private double _bestReward;
    private int _bestEpochs;
    private BudgetMarks _marks = new(budget);

    /// <summary>Simulated seconds when the last evaluation ended.</summary>
    public double Clock { get; private set; }

    /// <summary>The best architecture so far; -1 before the first evaluation.</summary>
    public int Incumbent { get; private set; } = -1;

    /// <summary>How many evaluations ended.</summary>
    public readonly int Count => _marks.Count;

    /// <summary>True until an evaluation ends at the budget or beyond it.</summary>
    public readonly bool IsBeforeBudget => _marks.IsBeforeBudget;

    /// <summary>As <see cref="BudgetMarks.NearestAreKnown"/>.</summary>
    public readonly bool NearestAreKnown() => _marks.NearestAreKnown();

    /// <summary>The end of the trial, of at least one evaluation.</summary>
    public readonly TrialEnd End() => _marks.End();

    /// <summary>Takes the next evaluation to end; the first one is the incumbent, then whoever is better, so that the first of equals stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double clock, double reward, int architecture, int epochs)
    {
        // One jump for both, for nobody foretells which training was long.
        if ((epochs >= _leastEpochs) & !(reward <= _limit))
            Improve(reward, architecture, epochs);
        Clock = clock;
        _marks.Add(clock, Incumbent);
    }

    /// <summary>Whether so many evaluations that end next, the last of them then, all end before the budget.</summary>
    public readonly bool AllEndBefore(double clock, int count) => _marks.IsBeforeBudget && clock < _marks.Seconds && count <= _marks.Left;

    /// <summary>Compares an evaluation with the incumbent; <see cref="AddImproved"/> adds it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Improve(double reward, int architecture, int epochs)
    {
        if (Incumbent >= 0 && !(_prefersLonger && epochs != _bestEpochs ? epochs > _bestEpochs : reward > _bestReward))
            return;
        (_bestReward, _bestEpochs, Incumbent) = (reward, epochs, architecture);
        if (_prefersLonger)
            _leastEpochs = epochs;
        else
            _limit = reward;
    }

    /// <summary>Adds evaluations that all end before the budget; such as may be better than the incumbent were compared.</summary>
    /// <param name="clocks">When they end, in the order of time.</param>
    /// <param name="earlierIncumbent">The incumbent before the last of them.</param>
    public void AddImproved(ReadOnlySpan<double> clocks, int earlierIncumbent)
    {
        double earlier = clocks.Length > 1 ? clocks[^2] : Clock;
        Clock = clocks[^1];
        _marks.AddBefore(new EvaluationsBefore(earlier, Clock, _marks.Seconds, _bestReward, Incumbent, earlierIncumbent), clocks.Length);
    }

    /// <summary>How many evaluations may end before the budget yet, by their number alone.</summary>
    public readonly int Left => _marks.Left;

    /// <summary>Takes outcomes of the longest training that end before the budget.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Begin(ref EvaluationsBefore outcomes) =>
        outcomes.Begin(Clock, _marks.Seconds, Incumbent < 0 ? double.NegativeInfinity : _bestReward, Incumbent);

    /// <summary>The same.</summary>
    public readonly EvaluationsBefore Before()
    {
        EvaluationsBefore outcomes = default;
        Begin(ref outcomes);
        return outcomes;
    }

    /// <summary>Goes on after outcomes that ended before the budget.</summary>
    /// <param name="outcomes">What <see cref="Before"/> began.</param>
    /// <param name="count">How many it took, at most <see cref="Left"/>.</param>
    /// <param name="epochs">For how many epochs they were trained.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(in EvaluationsBefore outcomes, int count, int epochs)
    {
        _marks.AddBefore(outcomes, count);
        (Clock, _bestReward, _bestEpochs, Incumbent) = (outcomes.Clock, outcomes.Reward, epochs, outcomes.Incumbent);
        if (!_prefersLonger)
            _limit = _bestReward;
    }

    /// <summary>How many more evaluations the budget may last for, by those so far.</summary>
    public readonly int Expected() => _marks.Expected(Clock);
}
