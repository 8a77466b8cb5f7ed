namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// RANDOM (<c>random_wo_share.py</c>): architectures drawn uniformly, with replacement. All of them are initial designs, so trial i's first
/// ones are those that every other algorithm begins with.
/// </summary>
internal sealed class RandomSearch(SearchContext search) : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "random", "random search with replacement (the paper's RANDOM)", context => new RandomSearch(context));

    private readonly int _epochs = search.Fidelities.Full;

    public bool TryPropose(out Proposal proposal)
    {
        proposal = new Proposal(search.NextDesign(), _epochs);
        return true;
    }

    public void Observe(in Observation observation)
    {
    }
}
