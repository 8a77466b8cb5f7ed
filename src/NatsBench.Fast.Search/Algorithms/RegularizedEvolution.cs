using System.Runtime.CompilerServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;

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
            HyperParameter.Whole(Population, 10, 1, 1_000_000, "architectures alive"),
            HyperParameter.Whole(Sample, 3, 1, 1_000_000, "size of the tournament, drawn with replacement"),
            HyperParameter.Choice(Variant, ["paper", "sound"],
                "paper: edges are not equally likely, widths may stay as they are; sound: one digit takes another value, uniformly"),
        ],
        AlgorithmStart.Of((context, parameters) => new RegularizedEvolution(context, parameters)));

    private const string Population = "population";
    private const string Sample = "sample";
    private const string Variant = "variant";
    private const int ChildrenAtOnce = 8;

    private readonly SearchContext _search;
    private readonly int _sample;
    private readonly bool _asPublished;
    private readonly int _epochs;

    // Draws of children to come, as many for each.
    private readonly uint[] _draws;
    private readonly int _drawsOfChild;
    private int _used;

    // A ring: once it is full, the oldest is at _next.
    private readonly Member[] _population;
    private int _proposed;
    private int _count;
    private int _next;

    private RegularizedEvolution(SearchContext search, HyperParameters parameters)
    {
        _search = search;
        Shape shape = new(parameters);
        _population = new Member[shape.Population];
        (_sample, _asPublished) = (shape.Sample, shape.IsAsPublished);
        _epochs = search.Fidelities.Full;
        _drawsOfChild = shape.DrawsOfChild(search.Space);
        _draws = new uint[ChildrenAtOnce * _drawsOfChild];
        _used = _draws.Length;
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
            architecture = Child();
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
    private int Child()
    {
        if (_used == _draws.Length)
            Draw();
        ReadOnlySpan<uint> draws = _draws.AsSpan(_used, _drawsOfChild);
        _used += _drawsOfChild;
        int parent = Parent(draws[.._sample]);
        draws = draws[_sample..];
        return _asPublished
            ? _search.Space.MutateAsPublished(parent, draws[0], draws[1], draws[^1])
            : _search.Space.Mutate(parent, draws[0], draws[1]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Draw()
    {
        _search.Random.Fill(_draws);
        _used = 0;
    }

    // Without a jump that depends on rewards: nobody can foretell those.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Parent(ReadOnlySpan<uint> draws)
    {
        ReadOnlySpan<Member> alive = _population.AsSpan(0, _count);
        int best = SplitMix64.Scaled(draws[0], alive.Length);
        double reward = alive[best].Reward;
        for (int i = 1; i < draws.Length; i++)
        {
            int candidate = SplitMix64.Scaled(draws[i], alive.Length);
            double other = alive[candidate].Reward;
            best ^= (best ^ candidate) & -Unsafe.BitCast<bool, byte>(other > reward);
            reward = double.MaxNative(other, reward);
        }
        return alive[best].Architecture;
    }

    /// <summary>The hyper-parameters.</summary>
    /// <param name="Population">Architectures alive.</param>
    /// <param name="Sample">Size of the tournament.</param>
    /// <param name="IsAsPublished">Whether mutations are those of the paper's scripts.</param>
    public readonly record struct Shape(int Population, int Sample, bool IsAsPublished)
    {
        public Shape(HyperParameters parameters)
            : this(parameters.Whole(RegularizedEvolution.Population), parameters.Whole(RegularizedEvolution.Sample), parameters.Choice(Variant) == "paper")
        {
        }

        /// <summary>How many numbers are drawn for a child.</summary>
        public int DrawsOfChild(ArchitectureSpace space) => Sample + (IsAsPublished && space.Kind == SearchSpace.Topology ? 3 : 2);
    }

    private readonly record struct Member(int Architecture, double Reward);
}
