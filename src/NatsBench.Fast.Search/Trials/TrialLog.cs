using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.Search.Trials;

/// <summary>The log points of one trial, kept while it runs; the buffer serves one trial after the other. Used by one thread.</summary>
internal sealed class TrialLog
{
    private LogPoint[] _points = new LogPoint[256];
    private int _count;
    private bool _prefersLonger;
    private double _bestReward;
    private int _bestEpochs;
    private int _incumbent;

    public ReadOnlySpan<LogPoint> Points => _points.AsSpan(0, _count);

    public int Count => _count;

    public void Begin(ISearchAlgorithm algorithm)
    {
        _count = 0;
        _prefersLonger = algorithm.PrefersLongerTraining;
        (_bestReward, _bestEpochs, _incumbent) = (0, 0, -1);
    }

    /// <summary>Takes the next evaluation to end; the first one is the incumbent, then whoever is better, so that the first of equals stays.</summary>
    public void Add(double clock, double cost, double reward, in Proposal proposal, uint draw, int worker)
    {
        if (_incumbent < 0 || IsBetter(reward, proposal.Epochs))
        {
            _incumbent = proposal.Architecture;
            _bestEpochs = proposal.Epochs;
            _bestReward = reward;
        }
        if (_count == _points.Length)
            Grow();
        _points[_count++] = new LogPoint(clock, cost, reward, proposal.Architecture, proposal.Epochs, draw, worker, _incumbent);
    }

    private bool IsBetter(double reward, int epochs) =>
        _prefersLonger && epochs != _bestEpochs ? epochs > _bestEpochs : reward > _bestReward;

    private void Grow()
    {
        if (_count >= Budget.MostEvaluations)
            throw new NatsBenchException($"a trial made {_count} evaluations, the most that is allowed; give it a smaller budget");
        Array.Resize(ref _points, int.Min(2 * _count, Budget.MostEvaluations));
    }
}
