using System.Runtime.CompilerServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// What an algorithm is given for one trial: the space, the fidelities, the initial random architectures that all algorithms share, and a
/// generator of its own. Used by one thread.
/// </summary>
public sealed class SearchContext
{
    private SplitMix64 _designs;
    private SplitMix64 _random;

    internal SearchContext(IOracle oracle, TrialWorld world, SplitMix64 random)
        : this(oracle.Space, oracle.Fidelities, oracle.Quantities, world, random)
    {
    }

    internal SearchContext(
        ArchitectureSpace space, Fidelities fidelities, IReadOnlyList<Quantity> quantities, TrialWorld world, SplitMix64 random)
    {
        (Space, Fidelities, Quantities) = (space, fidelities, quantities);
        Begin(world, random);
    }

    /// <summary>Serves another trial, when no algorithm of the last one is used any more.</summary>
    internal void Begin(TrialWorld world, SplitMix64 random) => (_designs, _random) = (world.Designs, random);

    /// <summary>The architectures that may be proposed.</summary>
    public ArchitectureSpace Space { get; }

    /// <summary>How long they may be trained; <see cref="Oracle.Fidelities.Full"/> is the longest.</summary>
    public Fidelities Fidelities { get; }

    /// <summary>What <see cref="Observation.Objectives"/> holds.</summary>
    public IReadOnlyList<Quantity> Quantities { get; }

    /// <summary>The algorithm's own generator. Keep a reference, not a copy.</summary>
    public ref SplitMix64 Random => ref _random;

    /// <summary>
    /// The next of the trial's initial random architectures, uniform and independent; trial i of every algorithm meets the same ones in the
    /// same order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextDesign() => Space.Random(ref _designs);

    /// <summary>The next ones, as many as the destination holds: as one after the other, faster.</summary>
    /// <param name="architectures">Receives them.</param>
    public void NextDesigns(Span<int> architectures) => Space.Random(ref _designs, architectures);
}
