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

    // All but the last, from which nothing is promoted.
    private readonly AshaRung[] _rungs;

    private Asha(SearchContext search, HyperParameters parameters)
    {
        _search = search;
        _epochs = Rungs.Of(search.Fidelities, parameters);
        int eta = parameters.Whole(Rungs.Eta);
        _rungs = new AshaRung[_epochs.Length - 1];
        for (int rung = 0; rung < _rungs.Length; rung++)
            _rungs[rung] = new AshaRung(eta);
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
}
