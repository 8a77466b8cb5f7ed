using System.Runtime.CompilerServices;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// ASHA (Li et al., MLSys 2020, algorithm 2), successive halving without waiting: whoever asks for work gets a configuration among the best
/// 1/eta of its rung that is not yet promoted, from the highest rung that has one, or else a new one on the first rung.
/// </summary>
internal struct Asha : ISearchAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "asha", "asynchronous successive halving, for many workers", Algorithms.Rungs.Parameters,
        AlgorithmStart.Of((context, parameters) => new Asha(context, context.Memory(parameters, (own, given) => new Memory(own, given)))));

    private readonly SearchContext _search;
    private readonly int[] _epochs;

    // All but the last, from which nothing is promoted.
    private readonly AshaRung[] _rungs;
    private readonly int _eta;

    private Asha(SearchContext search, Memory memory)
    {
        (_search, _epochs, _rungs, _eta) = (search, memory.Epochs, memory.Rungs, memory.Eta);
        foreach (AshaRung rung in _rungs)
            rung.Clear();
    }

    public readonly Persistence Persistence => Persistence.UntilBudget;

    public readonly bool PrefersLongerTraining => true;

    /// <summary>The epochs of the rungs, ascending.</summary>
    public readonly ReadOnlySpan<int> Epochs => _epochs;

    /// <summary>All rungs but the last, from which nothing is promoted.</summary>
    public readonly ReadOnlySpan<AshaRung> Rungs => _rungs;

    /// <summary>Of so many one is promoted.</summary>
    public readonly int Eta => _eta;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryPropose(out Proposal proposal)
    {
        proposal = TryPromote(out int architecture, out int rung)
            ? new Proposal(architecture, _epochs[rung], rung)
            : new Proposal(_search.NextDesign(_epochs[0]), _epochs[0]);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Observe(in Observation observation) =>
        Observe(observation.Proposal.Tag, observation.Architecture, observation.Reward);

    /// <summary>Takes the best that may be promoted from the highest rung; false when there is none, and a new design is to be trained.</summary>
    /// <param name="architecture">It.</param>
    /// <param name="rung">Where to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryPromote(out int architecture, out int rung)
    {
        for (rung = _rungs.Length; rung > 0; rung--)
            if (_rungs[rung - 1].TryPromote(out architecture))
                return true;
        architecture = -1;
        return false;
    }

    /// <summary>Takes what was observed on a rung.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Observe(int rung, int architecture, double reward)
    {
        if (rung < _rungs.Length)
            _rungs[rung].Add(architecture, reward);
    }

    /// <summary>Whether there is one that came among the best of a rung and was not promoted.</summary>
    public readonly bool AnyWaits
    {
        get
        {
            bool any = false;
            foreach (AshaRung rung in _rungs)
                any |= rung.AnyWaits;
            return any;
        }
    }

    // What trials have in common: hyper-parameters as numbers, and buffers.
    private sealed class Memory
    {
        public Memory(SearchContext search, HyperParameters parameters)
        {
            Epochs = Algorithms.Rungs.Of(search.Fidelities, parameters);
            Eta = parameters.Whole(Algorithms.Rungs.Eta);
            Rungs = new AshaRung[Epochs.Length - 1];
            for (int rung = 0; rung < Rungs.Length; rung++)
                Rungs[rung] = new AshaRung(Eta);
        }

        public int[] Epochs { get; }

        public int Eta { get; }

        public AshaRung[] Rungs { get; }
    }
}
