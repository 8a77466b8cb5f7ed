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
        if (!(reward <= _limit))
            Compare(reward, architecture, epochs);
        Clock = clock;
        _marks.Add(clock, Incumbent);
    }

    /// <summary>Takes the next evaluations to end, one after the other, up to the first one at the budget or beyond it.</summary>
    public void Add(ReadOnlySpan<int> architectures, int epochs, ReadOnlySpan<Evaluation> evaluations)
    {
        // Those before the budget in registers; whoever changes the incumbent, or reaches the budget, goes the long way.
        double clock = Clock;
        int i = 0;
        while (i < architectures.Length && IsBeforeBudget)
        {
            i += _marks.AddBefore(evaluations[i..architectures.Length], _limit, ref clock, Incumbent);
            if (i == architectures.Length)
                break;
            clock += evaluations[i].Cost;
            Add(clock, evaluations[i].Accuracy, architectures[i], epochs);
            i++;
        }
        Clock = clock;
    }

    /// <summary>How many more evaluations the budget may last for, by those so far.</summary>
    public readonly int Expected() => _marks.Expected(Clock);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Compare(double reward, int architecture, int epochs)
    {
        if (Incumbent >= 0 && !(_prefersLonger && epochs != _bestEpochs ? epochs > _bestEpochs : reward > _bestReward))
            return;
        (_bestReward, _bestEpochs, Incumbent) = (reward, epochs, architecture);
        if (!_prefersLonger)
            _limit = reward;
    }
}
