using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// What a trial's end depends on, taken in as it runs: the last two evaluations before the budget, the first two that are not, and the last
/// of all. A budget of n evaluations is reached by the n-th. Used by one thread.
/// </summary>
internal struct BudgetMarks
{
    private const int Most = 4;

    private readonly double _seconds;
    private readonly bool _countsSeconds;

    // The number, from 0, of the evaluation that is at the budget whatever its clock; one too many where seconds count.
    private readonly int _last;
    private int _before;
    private int _later;

    // By the parity of their number.
    private Pair _earlierMarks;
    private Pair _laterMarks;
    private ClockedIncumbent _final;

    public BudgetMarks(Budget budget)
    {
        _countsSeconds = budget.Seconds is not null;
        _seconds = budget.Seconds ?? double.PositiveInfinity;
        _last = budget.Evaluations - 1 ?? Budget.MostEvaluations;
    }

    /// <summary>How many evaluations there were.</summary>
    public readonly int Count => _before + _later;

    /// <summary>True until an evaluation ends at the budget or beyond it.</summary>
    public readonly bool IsBeforeBudget => _later == 0;

    /// <summary>The budget in seconds; infinity where evaluations count.</summary>
    public readonly double Seconds => _seconds;

    /// <summary>How many more evaluations the budget may last for, by those so far.</summary>
    public readonly int Expected(double clock) => _countsSeconds
        ? clock > 0 ? (int)double.Min((_seconds - clock) / clock * _before, int.MaxValue - 1) + 1 : int.MaxValue
        : _last + 1 - _before;

    /// <summary>Takes the next evaluation to end.</summary>
    /// <param name="clock">When; never before the last one.</param>
    /// <param name="incumbent">The best so far, this evaluation included.</param>
    /// <exception cref="NatsBenchException">There are more than any trial may have.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double clock, int incumbent)
    {
        if (clock < _seconds && _before < _last)
            _earlierMarks[_before++ & 1] = new ClockedIncumbent(clock, incumbent);
        else
            AddLater(clock, incumbent);
    }

    /// <summary>How many evaluations may end before the budget yet, by their number alone.</summary>
    public readonly int Left => _last - _before;

    /// <summary>Takes evaluations that came before the budget.</summary>
    /// <param name="outcomes">They.</param>
    /// <param name="count">How many, at most <see cref="Left"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddBefore(in EvaluationsBefore outcomes, int count)
    {
        _before += count;
        if (count > 1)
            _earlierMarks[_before & 1] = new ClockedIncumbent(outcomes.EarlierClock, outcomes.EarlierIncumbent);
        if (count > 0)
            _earlierMarks[(_before - 1) & 1] = new ClockedIncumbent(outcomes.Clock, outcomes.Incumbent);
    }

    /// <summary>True when no later evaluation can be nearer to a budget in seconds than the two nearest so far.</summary>
    public readonly bool NearestAreKnown()
    {
        Span<ClockedIncumbent> marks = stackalloc ClockedIncumbent[Most];
        marks = marks[..CopyTo(marks)];
        return _later > 0 && NearestPoints.Of(marks, _seconds) is { Second: >= 0 and var second }
            && Math.Abs(marks[second].Clock - _seconds) <= _final.Clock - _seconds;
    }

    /// <summary>The end of the trial, of at least one evaluation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly TrialEnd End()
    {
        Span<ClockedIncumbent> marks = stackalloc ClockedIncumbent[Most];
        marks = marks[..CopyTo(marks)];
        int before = int.Min(_before, 2);
        // An evaluation that ends at the very budget is in time; where none is, the first one counts.
        bool isReached = _later > 0 && (!_countsSeconds || _laterMarks[0].Clock <= _seconds);
        ClockedIncumbent inTime = marks[int.Max(isReached ? before : before - 1, 0)], last = _later > 0 ? _final : inTime;
        TrialOutcome outcome = new(int.Min(_before + 1, Count), Count, last.Clock, inTime.Architecture, last.Architecture);
        if (!_countsSeconds)
            return new TrialEnd(outcome, inTime, null);
        NearestPoints nearest = NearestPoints.Of(marks, _seconds);
        return new TrialEnd(outcome, marks[nearest.Nearest], nearest.Second < 0 ? null : marks[nearest.Second]);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void AddLater(double clock, int incumbent)
    {
        if (Count >= Budget.MostEvaluations)
            throw new NatsBenchException($"a trial made {Count} evaluations, the most that is allowed; give it a smaller budget");
        _final = new ClockedIncumbent(clock, incumbent);
        if (_later < 2)
            _laterMarks[_later] = _final;
        _later++;
    }

    // The two before the budget, or the only one, and the two after it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int CopyTo(Span<ClockedIncumbent> marks)
    {
        int count = 0;
        for (int number = int.Max(_before - 2, 0); number < _before; number++)
            marks[count++] = _earlierMarks[number & 1];
        for (int number = 0; number < int.Min(_later, 2); number++)
            marks[count++] = _laterMarks[number];
        return count;
    }

    [InlineArray(2)]
    private struct Pair
    {
        private ClockedIncumbent _first;
    }
}
