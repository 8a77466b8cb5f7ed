using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// ASHA (Li et al., MLSys 2020, algorithm 2), successive halving without waiting: whoever asks for work gets a configuration among the best
/// 1/eta of its rung that is not yet promoted, from the highest rung that has one, or else a new one on the first rung.
/// </summary>
internal struct Asha : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "asha", "asynchronous successive halving, for many workers", Rungs.Parameters,
        AlgorithmStart.Of((context, parameters) => new Asha(context, context.Memory(parameters, (own, given) => new Memory(own, given)))));

    private readonly SearchContext _search;
    private readonly int[] _epochs;

    // All but the last, from which nothing is promoted.
    private readonly AshaRung[] _rungs;

    private Asha(SearchContext search, Memory memory)
    {
        (_search, _epochs, _rungs) = (search, memory.Epochs, memory.Rungs);
        foreach (AshaRung rung in _rungs)
            rung.Clear();
    }

    public readonly Persistence Persistence => Persistence.UntilBudget;

    public readonly bool PrefersLongerTraining => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryPropose(out Proposal proposal)
    {
        for (int rung = _rungs.Length - 1; rung >= 0; rung--)
            if (_rungs[rung].TryPromote(out int architecture))
            {
                proposal = new Proposal(architecture, _epochs[rung + 1], rung + 1);
                return true;
            }
        proposal = new Proposal(_search.NextDesign(_epochs[0]), _epochs[0]);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Observe(in Observation observation)
    {
        int rung = observation.Proposal.Tag;
        if (rung < _rungs.Length)
            _rungs[rung].Add(observation.Architecture, observation.Reward);
    }

    // What trials have in common: hyper-parameters as numbers, and buffers.
    private sealed class Memory
    {
        public Memory(SearchContext search, HyperParameters parameters)
        {
            Epochs = Algorithms.Rungs.Of(search.Fidelities, parameters);
            int eta = parameters.Whole(Algorithms.Rungs.Eta);
            Rungs = new AshaRung[Epochs.Length - 1];
            for (int rung = 0; rung < Rungs.Length; rung++)
                Rungs[rung] = new AshaRung(eta);
        }

        public int[] Epochs { get; }

        public AshaRung[] Rungs { get; }
    }
}
