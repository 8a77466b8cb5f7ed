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

    private sealed class Rung
    {
        // Best first, the earlier observed of equals first.
        private readonly List<Member> _members = [];

        // The best that is not promoted: everyone before it is.
        private int _next;

        public void Add(int architecture, double reward)
        {
            int at = PlaceOf(reward);
            _members.Insert(at, new Member(architecture, reward, IsPromoted: false));
            _next = int.Min(_next, at);
        }

        public bool TryPromote(int eta, out int architecture)
        {
            architecture = 0;
            if (_next >= _members.Count / eta)
                return false;
            Member best = _members[_next];
            architecture = best.Architecture;
            _members[_next] = best with { IsPromoted = true };
            while (_next < _members.Count && _members[_next].IsPromoted)
                _next++;
            return true;
        }

        private int PlaceOf(double reward)
        {
            (int low, int high) = (0, _members.Count);
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (_members[middle].Reward.CompareTo(reward) >= 0)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
        }

        private readonly record struct Member(int Architecture, double Reward, bool IsPromoted);
    }
}
