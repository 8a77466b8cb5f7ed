using System.Runtime.CompilerServices;

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

    // Asked for in this climb: one bit each, and a list.
    private readonly ulong[] _isAsked;
    private int[] _asked;
    private int _askedCount;

    // Neighbours of _current that are still to be asked for.
    private readonly int[] _neighbours;
    private int _neighbourCount;
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
        _isAsked = new ulong[(search.Space.Count + 63) / 64];
        _neighbours = new int[search.Space.MostNeighbours];
        _asked = new int[64];
    }

    public readonly Persistence Persistence => Persistence.UntilBudget;

    public readonly bool PrefersLongerTraining => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPropose(out Proposal proposal)
    {
        proposal = default;
        if (_neighbourCount == 0 || _movesAtOnce)
        {
            if (_best != _current && (_movesAtOnce || _outstanding == 0))
                MoveToBest();
            if (_neighbourCount == 0 && _outstanding > 0)
                return false;
        }
        proposal = new Proposal(_neighbourCount > 0 ? TakeNeighbour() : BeginClimb(), _epochs);
        _outstanding++;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(in Observation observation)
    {
        _outstanding--;
        if (_best == Nowhere || observation.Reward > _bestReward)
            (_best, _bestReward) = (observation.Architecture, observation.Reward);
    }

    private void MoveToBest()
    {
        _current = _best;
        int count = _search.Space.Neighbours(_current, _neighbours);
        _neighbourCount = 0;
        // Without a jump: whoever was asked for is written over by the next one.
        foreach (int neighbour in _neighbours.AsSpan(0, count))
        {
            _neighbours[_neighbourCount] = neighbour;
            _neighbourCount += (int)(~_isAsked[neighbour >> 6] >> (neighbour & 63)) & 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int TakeNeighbour()
    {
        int at = _search.Random.NextIndex(_neighbourCount--);
        int neighbour = _neighbours[at];
        _neighbours[at] = _neighbours[_neighbourCount];
        Ask(neighbour);
        return neighbour;
    }

    private int BeginClimb()
    {
        (_current, _best) = (Nowhere, Nowhere);
        foreach (int architecture in _asked.AsSpan(0, _askedCount))
            _isAsked[architecture >> 6] = 0;
        _askedCount = 0;
        int start = _search.NextDesign();
        Ask(start);
        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ask(int architecture)
    {
        _isAsked[architecture >> 6] |= 1UL << (architecture & 63);
        if (_askedCount == _asked.Length)
            Array.Resize(ref _asked, 2 * _askedCount);
        _asked[_askedCount++] = architecture;
    }
}
