using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// RANDOM (<c>random_wo_share.py</c>): architectures drawn uniformly, with replacement. All of them are initial designs, so trial i's first
/// ones are those that every other algorithm begins with.
/// </summary>
internal readonly struct RandomSearch(SearchContext search) : IBlockwiseAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "random", "random search with replacement (the paper's RANDOM)", [], AlgorithmStart.OfBlockwise((context, _) => new RandomSearch(context)));

    // Trainings beyond the budget are thrown away, so the last ones of a trial come in eights, as many as a vector makes at once.
    private const int Least = 8;

    private readonly SearchContext _search = search;
    private readonly int _epochs = search.Fidelities.Full;

    public Persistence Persistence => Persistence.UntilBudget;

    public bool PrefersLongerTraining => false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Advance<TBlock>(ref TBlock block)
        where TBlock : struct, ITrainingBlock, allows ref struct
    {
        int count = int.Max(block.Expected, Least);
        _search.NextDesigns(block.Architectures[..count]);
        block.Run(count, keepsRewards: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPropose(out Proposal proposal)
    {
        proposal = new Proposal(_search.NextDesign(_epochs), _epochs);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(in Observation observation)
    {
    }
}
