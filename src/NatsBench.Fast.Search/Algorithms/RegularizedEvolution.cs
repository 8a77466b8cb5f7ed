using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// REA (Real et al., AAAI 2019; <c>regularized_ea.py</c>): a first-in-first-out population; the best of a sample with replacement is
/// mutated, its child comes in, the oldest goes. The initial population is completed whatever the budget.
/// </summary>
internal struct RegularizedEvolution : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "rea", "regularised (aging) evolution (the paper's REA)",
        [
            HyperParameter.Whole("population", 10, 1, 1_000_000, "architectures alive"),
            HyperParameter.Whole("sample", 3, 1, 1_000_000, "size of the tournament, drawn with replacement"),
            HyperParameter.Choice("variant", ["paper", "sound"],
                "paper: edges are not equally likely, widths may stay as they are; sound: one digit takes another value, uniformly"),
        ],
        AlgorithmStart.Of((context, parameters) => new RegularizedEvolution(context, parameters)));

    private readonly SearchContext _search;
    private readonly int _sample;
    private readonly bool _asPublished;
    private readonly int _epochs;

    // A ring: once it is full, the oldest is at _next.
    private readonly Member[] _population;
    private int _proposed;
    private int _count;
    private int _next;

    private RegularizedEvolution(SearchContext search, HyperParameters parameters)
    {
        _search = search;
        _population = new Member[parameters.Whole("population")];
        _sample = parameters.Whole("sample");
        _asPublished = parameters.Choice("variant") == "paper";
        _epochs = search.Fidelities.Full;
    }

    public readonly Persistence Persistence => _proposed < _population.Length ? Persistence.UntilDone : Persistence.UntilBudget;

    public readonly bool PrefersLongerTraining => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPropose(out Proposal proposal)
    {
        int architecture;
        if (_proposed < _population.Length)
        {
            architecture = _search.NextDesign();
            _proposed++;
        }
        else if (_count > 0)
        {
            architecture = _asPublished
                ? _search.Space.MutateAsPublished(Parent(), ref _search.Random)
                : _search.Space.Mutate(Parent(), ref _search.Random);
        }
        else
        {
            proposal = default;
            return false;
        }
        proposal = new Proposal(architecture, _epochs);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(in Observation observation)
    {
        _population[_next] = new Member(observation.Architecture, observation.Reward);
        _next = _next + 1 == _population.Length ? 0 : _next + 1;
        _count = int.Min(_count + 1, _population.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Parent()
    {
        Member parent = _population[_search.Random.NextIndex(_count)];
        for (int i = 1; i < _sample; i++)
        {
            Member candidate = _population[_search.Random.NextIndex(_count)];
            if (candidate.Reward > parent.Reward)
                parent = candidate;
        }
        return parent.Architecture;
    }

    private readonly record struct Member(int Architecture, double Reward);
}
