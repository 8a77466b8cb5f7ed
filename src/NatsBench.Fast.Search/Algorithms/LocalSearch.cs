namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// Local search (White et al., UAI 2021): climbs from a random architecture to better neighbours, which differ in one digit, and begins
/// anew where none is better. What a climb has trained it does not train again. With several workers it waits at the end of a
/// neighbourhood.
/// </summary>
internal struct LocalSearch : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "local-search", "local search by neighbours that differ in one digit",
        [
            HyperParameter.Choice("variant", ["steepest", "first"],
                "steepest: trains all neighbours, moves to the best; first: moves as soon as one is better"),
        ],
        AlgorithmStart.Of((context, parameters) => new LocalSearch(context, parameters)));

    private const int Nowhere = -1;

    private readonly SearchContext _search;
    private readonly bool _movesAtOnce;
    private readonly int _epochs;

    // Asked for in this climb.
    private readonly HashSet<int> _asked = [];

    // Neighbours of _current that are still to be asked for.
    private readonly List<int> _neighbours = [];
    private int _outstanding;
    private int _current = Nowhere;

    // The best of the climb: all that it has trained is no better.
    private int _best = Nowhere;
    private double _bestReward;

    private LocalSearch(SearchContext search, HyperParameters parameters)
    {
        _search = search;
        _movesAtOnce = parameters.Choice("variant") == "first";
        _epochs = search.Fidelities.Full;
    }

    public readonly Persistence Persistence => Persistence.UntilBudget;

    public readonly bool PrefersLongerTraining => false;

    public bool TryPropose(out Proposal proposal)
    {
        proposal = default;
        if (_best != _current && (_movesAtOnce || (_neighbours.Count == 0 && _outstanding == 0)))
            MoveToBest();
        if (_neighbours.Count == 0 && _outstanding > 0)
            return false;
        proposal = new Proposal(_neighbours.Count > 0 ? TakeNeighbour() : BeginClimb(), _epochs);
        _outstanding++;
        return true;
    }

    public void Observe(in Observation observation)
    {
        _outstanding--;
        if (_best == Nowhere || observation.Reward > _bestReward)
            (_best, _bestReward) = (observation.Architecture, observation.Reward);
    }

    private void MoveToBest()
    {
        _current = _best;
        _neighbours.Clear();
        foreach (int neighbour in _search.Space.Neighbours(_current))
            if (!_asked.Contains(neighbour))
                _neighbours.Add(neighbour);
    }

    private int TakeNeighbour()
    {
        int at = _search.Random.NextIndex(_neighbours.Count);
        int neighbour = _neighbours[at];
        _neighbours[at] = _neighbours[^1];
        _neighbours.RemoveAt(_neighbours.Count - 1);
        _asked.Add(neighbour);
        return neighbour;
    }

    private int BeginClimb()
    {
        (_current, _best) = (Nowhere, Nowhere);
        _asked.Clear();
        int start = _search.NextDesign();
        _asked.Add(start);
        return start;
    }
}
