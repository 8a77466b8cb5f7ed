namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// NSGA-II (Deb et al., IEEE TEC 2002) over accuracy and every further objective of the run: parents by binary tournament on front and
/// crowding, uniform crossover of digits, mutation of one digit; of parents and children together the best fronts survive. Generational:
/// with several workers the children of a generation are trained side by side, and the next one waits for all of them. Nothing is trained
/// twice unless asked for, so the search ends when all there is was trained.
/// </summary>
internal sealed class Nsga2 : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "nsga2", "NSGA-II, multi-objective: accuracy against what --objectives names",
        [
            HyperParameter.Whole("population", 20, 2, 10_000, "architectures that survive a generation, and children in each"),
            HyperParameter.Number("crossover", 0.9, 0, 1, "probability that a child takes each digit from either parent; else it copies the first"),
            HyperParameter.Number("mutation", 1, 0, 1, "probability that one digit of a child takes another value, uniformly"),
            HyperParameter.Choice("retrain", ["false", "true"], "whether a child that was trained before is trained again; else it is mutated until it is new"),
        ],
        (context, parameters) => new Nsga2(context.RequireDigits(), parameters));

    // What is still not new then is replaced by the next one by index.
    private const int MostTries = 100;

    private readonly SearchContext _search;

    // Null where all may be trained again.
    private readonly Unproposed? _new;
    private readonly int _size;
    private readonly double _crossover;
    private readonly double _mutation;
    private readonly int _epochs;
    private readonly int _objectives;

    // The parents by front and, within it, by crowding, so that of two the one of the lower number is the better; then the children.
    private readonly int[] _architectures;
    private readonly double[] _points;
    private int _parents;

    // Of the present generation.
    private int _proposed;
    private int _observed;

    private Nsga2(SearchContext search, HyperParameters parameters)
    {
        if (search.Quantities.Count == 0)
            throw new NatsBenchException("it weighs accuracy against costs: name one or more, such as --objectives flops");
        _search = search;
        _size = parameters.Whole("population");
        (_crossover, _mutation) = (parameters.Number("crossover"), parameters.Number("mutation"));
        _new = parameters.Choice("retrain") == "true" ? null : new Unproposed(search.Space);
        _epochs = search.Fidelities.Full;
        _objectives = 1 + search.Quantities.Count;
        _architectures = new int[2 * _size];
        _points = new double[2 * _size * _objectives];
    }

    public bool TryPropose(out Proposal proposal)
    {
        if (_observed == _size)
            Select();
        if (_proposed == _size || _new is { IsEmpty: true })
        {
            proposal = default;
            return false;
        }
        proposal = new Proposal(Next(), _epochs, _parents + _proposed);
        _proposed++;
        return true;
    }

    public void Observe(in Observation observation)
    {
        int place = observation.Proposal.Tag;
        _architectures[place] = observation.Architecture;
        Span<double> point = _points.AsSpan(place * _objectives, _objectives);
        point[0] = -observation.Reward;
        observation.Objectives.CopyTo(point[1..]);
        for (int i = 1; i < point.Length; i++)
            point[i] = _search.Quantities[i - 1].Loss(point[i]);
        // What was never measured is worse than anything.
        foreach (ref double objective in point)
            if (double.IsNaN(objective))
                objective = double.PositiveInfinity;
        _observed++;
    }

    private void Select()
    {
        int count = _parents + _size;
        int[] order = new int[count];
        double[] crowding = new double[count];
        int begin = 0;
        foreach (int end in ParetoFronts.Sort(_points, _objectives, order))
        {
            ParetoFronts.Crowd(_points, _objectives, order.AsSpan(begin..end), crowding);
            order.AsSpan(begin..end).Sort((a, b) => crowding[a] != crowding[b] ? crowding[b].CompareTo(crowding[a]) : a.CompareTo(b));
            begin = end;
        }
        Keep(order.AsSpan(0, _size));
        _parents = _size;
        (_proposed, _observed) = (0, 0);
    }

    private void Keep(ReadOnlySpan<int> survivors)
    {
        (int[] architectures, double[] points) = ([.. _architectures], [.. _points]);
        for (int i = 0; i < survivors.Length; i++)
        {
            _architectures[i] = architectures[survivors[i]];
            points.AsSpan(survivors[i] * _objectives, _objectives).CopyTo(_points.AsSpan(i * _objectives));
        }
    }

    private int Next()
    {
        int next = _parents == 0 ? _search.NextDesign() : Child();
        if (_new is null)
            return next;
        for (int tries = 0; !_new.TryTake(next); tries++)
        {
            if (tries == MostTries)
                return _new.TakeFrom(next);
            next = _parents == 0 ? _search.NextDesign() : _search.Space.Mutate(next, ref _search.Random);
        }
        return next;
    }

    private int Child()
    {
        int child = Parent();
        if (_search.Random.NextBoolean(_crossover))
            child = Cross(child, Parent());
        return _search.Random.NextBoolean(_mutation) ? _search.Space.Mutate(child, ref _search.Random) : child;
    }

    // The binary tournament.
    private int Parent() => _architectures[int.Min(_search.Random.NextIndex(_parents), _search.Random.NextIndex(_parents))];

    private int Cross(int mother, int father)
    {
        Span<byte> digits = stackalloc byte[_search.Space.Positions];
        _search.Space.Digits(mother).CopyTo(digits);
        ReadOnlySpan<byte> others = _search.Space.Digits(father);
        for (int position = 0; position < digits.Length; position++)
            if (_search.Random.NextIndex(2) == 1)
                digits[position] = others[position];
        return _search.Space.Resolve(digits);
    }
}
