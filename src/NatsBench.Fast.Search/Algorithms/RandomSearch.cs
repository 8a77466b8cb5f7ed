using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// RANDOM (<c>random_wo_share.py</c>): architectures drawn uniformly, with replacement. All of them are initial designs, so trial i's first
/// ones are those that every other algorithm begins with.
/// </summary>
internal readonly struct RandomSearch(SearchContext search) : IIndependentProposals
{
    public static readonly AlgorithmDefinition Definition = new(
        "random", "random search with replacement (the paper's RANDOM)", [], AlgorithmStart.OfIndependent((context, _) => new RandomSearch(context)));

    private readonly SearchContext _search = search;

    public int Epochs { get; } = search.Fidelities.Full;

    public Persistence Persistence => Persistence.UntilBudget;

    public bool PrefersLongerTraining => false;

    public void Propose(Span<int> architectures) => _search.NextDesigns(architectures);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPropose(out Proposal proposal)
    {
        proposal = new Proposal(_search.NextDesign(), Epochs);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(in Observation observation)
    {
    }
}
