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
            _rungs[rung] = new Rung(_eta);
    }

    public bool PrefersLongerTraining => true;

    public bool TryPropose(out Proposal proposal)
    {
        for (int rung = _rungs.Length - 1; rung >= 0; rung--)
            if (_rungs[rung].TryPromote(out int architecture))
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

    // Heaps, for trials may have millions of evaluations: the ranks of the best 1/eta, worst first, and of the others, best first, and all that
    // is not promoted, best first.
    private sealed class Rung(int eta)
    {
        private readonly PriorityQueue<Rank, Rank> _best = new(Comparer<Rank>.Create((a, b) => b.CompareTo(a)));
        private readonly PriorityQueue<Rank, Rank> _others = new();
        private readonly PriorityQueue<int, Rank> _waiting = new();
        private int _count;

        public void Add(int architecture, double reward)
        {
            Rank rank = new(reward, _count++);
            _waiting.Enqueue(architecture, rank);
            Rank other = _best.EnqueueDequeue(rank, rank);
            _others.Enqueue(other, other);
            if (_best.Count < _count / eta)
            {
                Rank next = _others.Dequeue();
                _best.Enqueue(next, next);
            }
        }

        public bool TryPromote(out int architecture)
        {
            architecture = 0;
            return _best.TryPeek(out Rank worst, out _) && _waiting.TryPeek(out _, out Rank first) && first.CompareTo(worst) <= 0
                && _waiting.TryDequeue(out architecture, out _);
        }

        // Best first, the earlier observed of equals first.
        private readonly record struct Rank(double Reward, int Order) : IComparable<Rank>
        {
            public int CompareTo(Rank other) => Reward != other.Reward ? other.Reward.CompareTo(Reward) : Order.CompareTo(other.Order);
        }
    }
}
