namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// ASHA (Li et al., MLSys 2020, algorithm 2), successive halving without waiting: whoever asks for work gets a configuration among the best
/// 1/eta of its rung that is not yet promoted, from the highest rung that has one, or else a new one on the first rung.
/// </summary>
internal sealed class Asha : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "asha", "asynchronous successive halving, for many workers", Rungs.Parameters,
        (context, parameters) => new Asha(context, parameters));

    private readonly SearchContext _search;
    private readonly int[] _epochs;
    private readonly int _eta;

    // All but the last, from which nothing is promoted.
    private readonly Rung[] _rungs;

    private Asha(SearchContext search, HyperParameters parameters)
    {
        _search = search;
        _epochs = Rungs.Of(search.Fidelities, parameters);
        _eta = parameters.Whole(Rungs.Eta);
        _rungs = new Rung[_epochs.Length - 1];
        for (int rung = 0; rung < _rungs.Length; rung++)
            _rungs[rung] = new Rung();
    }

    public bool PrefersLongerTraining => true;

    public bool TryPropose(out Proposal proposal)
    {
        for (int rung = _rungs.Length - 1; rung >= 0; rung--)
            if (_rungs[rung].TryPromote(_eta, out int architecture))
            {
                proposal = new Proposal(architecture, _epochs[rung + 1], rung + 1);
                return true;
            }
        proposal = new Proposal(_search.NextDesign(), _epochs[0]);
        return true;
    }

    public void Observe(in Observation observation)
    {
        int rung = observation.Proposal.Tag;
        if (rung < _rungs.Length)
            _rungs[rung].Add(observation.Architecture, observation.Reward);
    }

    // Three heaps, for trials may have millions of evaluations.
    private sealed class Rung
    {
        private readonly PriorityQueue<int, Rank> _waiting = new();

        // The promoted that are better than all who wait, worst first, and the other promoted, best first.
        private readonly PriorityQueue<int, Rank> _ahead = new(Comparer<Rank>.Create((a, b) => b.CompareTo(a)));
        private readonly PriorityQueue<int, Rank> _behind = new();
        private int _count;

        public void Add(int architecture, double reward)
        {
            _waiting.Enqueue(architecture, new Rank(reward, _count++));
            Rearrange();
        }

        public bool TryPromote(int eta, out int architecture)
        {
            architecture = 0;
            // As many as are ahead of the best that waits, so many are better.
            if (_ahead.Count >= _count / eta || !_waiting.TryDequeue(out architecture, out Rank rank))
                return false;
            _ahead.Enqueue(architecture, rank);
            Rearrange();
            return true;
        }

        private void Rearrange()
        {
            if (!_waiting.TryPeek(out _, out Rank best))
                return;
            while (_ahead.TryPeek(out int promoted, out Rank worst) && worst.CompareTo(best) > 0)
            {
                _ahead.Dequeue();
                _behind.Enqueue(promoted, worst);
            }
            while (_behind.TryPeek(out int promoted, out Rank first) && first.CompareTo(best) < 0)
            {
                _behind.Dequeue();
                _ahead.Enqueue(promoted, first);
            }
        }

        // Best first, the earlier observed of equals first.
        private readonly record struct Rank(double Reward, int Order) : IComparable<Rank>
        {
            public int CompareTo(Rank other) => Reward != other.Reward ? other.Reward.CompareTo(Reward) : Order.CompareTo(other.Order);
        }
    }
}
