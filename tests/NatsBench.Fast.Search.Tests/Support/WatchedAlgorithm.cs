using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.Search.Tests.Support;

/// <summary>An algorithm that is watched: what it proposes must be allowed and served, and what is begun beyond the budget is written down.</summary>
internal sealed class WatchedAlgorithm(ISearchAlgorithm algorithm, SearchContext context, double budget, WatchedAlgorithm.Record record) : ISearchAlgorithm
{
    // When something may have begun.
    private readonly HashSet<double> _clocks = [0];
    private double _clock;

    public Persistence Persistence => algorithm.Persistence;

    public bool PrefersLongerTraining => algorithm.PrefersLongerTraining;

    /// <summary>The same algorithm, watched.</summary>
    public static AlgorithmDefinition Watch(AlgorithmDefinition definition, double budget, Record record) => definition with
    {
        Begin = (context, parameters) => new WatchedAlgorithm(definition.Begin(context, parameters), context, budget, record),
    };

    public bool TryPropose(out Proposal proposal)
    {
        Persistence persistence = algorithm.Persistence;
        if (!algorithm.TryPropose(out proposal))
            return false;
        Assert.True(context.Space.Allowed.BinarySearch(proposal.Architecture) >= 0, $"{proposal.Architecture} is not allowed");
        Assert.True(context.Fidelities.Epochs.BinarySearch(proposal.Epochs) >= 0, $"{proposal.Epochs} epochs are not served");
        record.Proposed.Add(proposal);
        if (_clock >= budget)
            record.BegunBeyondBudget.Add(persistence);
        return true;
    }

    public void Observe(in Observation observation)
    {
        Assert.True(observation.Clock >= _clock);
        Assert.Equal(observation.Clock, observation.Start + observation.Cost);
        Assert.Contains(observation.Start, _clocks);
        Assert.Equal(context.Quantities.Count, observation.Objectives.Length);
        _clocks.Add(_clock = observation.Clock);
        record.Observed.Add(observation.Proposal);
        algorithm.Observe(observation);
    }

    internal sealed class Record
    {
        public List<Proposal> Proposed { get; } = [];

        public List<Proposal> Observed { get; } = [];

        public List<Persistence> BegunBeyondBudget { get; } = [];
    }
}
