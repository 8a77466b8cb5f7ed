using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.House.Tests;

// search: begin
/// <summary>Mutates the best architecture seen so far.</summary>
internal sealed class Climber(SearchContext search) : ISearchAlgorithm
{
    private int _best = -1;
    private double _reward = double.NegativeInfinity;

    public bool TryPropose(out Proposal proposal)
    {
        int architecture = _best < 0 ? search.NextDesign() : search.Space.Mutate(_best, ref search.Random);
        proposal = new Proposal(architecture, search.Fidelities.Full);
        return true;
    }

    public void Observe(in Observation seen)
    {
        if (seen.Reward > _reward)
            (_best, _reward) = (seen.Architecture, seen.Reward);
    }
}
// search: end
