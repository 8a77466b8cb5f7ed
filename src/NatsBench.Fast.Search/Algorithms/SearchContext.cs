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
    // So many designs before it is trained a processor begins to read what it gives.
    private const int Ahead = 3;

    // Where trainings are reads of a table, it.
    private readonly TableOracle? _table;

    private SplitMix64 _designs;
    private SplitMix64 _random;

    // What the algorithm of the last trial left to this one's, and for which hyper-parameters it was made.
    private object? _memory;
    private HyperParameters? _memoryOf;
    private bool _isLent;

    internal SearchContext(IOracle oracle, TrialWorld world, SplitMix64 random)
        : this(oracle.Space, oracle.Fidelities, oracle.Quantities, world, random) => _table = oracle as TableOracle;

    internal SearchContext(
        ArchitectureSpace space, Fidelities fidelities, IReadOnlyList<Quantity> quantities, TrialWorld world, SplitMix64 random)
    {
        (Space, Fidelities, Quantities) = (space, fidelities, quantities);
        Begin(world, random);
    }

    /// <summary>This context, for an algorithm that needs architectures to be digits.</summary>
    /// <exception cref="NatsBenchException">They are graphs.</exception>
    internal SearchContext RequireDigits()
    {
        Space.RequireDigits();
        return this;
    }

    /// <summary>Serves another trial, when no algorithm of the last one is used any more.</summary>
    internal void Begin(TrialWorld world, SplitMix64 random) => (_designs, _random, _isLent) = (world.Designs, random, false);

    /// <summary>
    /// What an algorithm keeps from trial to trial: buffers, and what depends on space, fidelities and hyper-parameters alone. Whoever asks
    /// first in a trial has it to itself; others are given one of their own.
    /// </summary>
    /// <param name="parameters">The hyper-parameters.</param>
    /// <param name="make">Makes one that no trial has used.</param>
    internal TMemory Memory<TMemory>(HyperParameters parameters, Func<SearchContext, HyperParameters, TMemory> make)
        where TMemory : class
    {
        if (_isLent)
            return make(this, parameters);
        _isLent = true;
        if (_memory is TMemory memory && _memoryOf == parameters)
            return memory;
        memory = make(this, parameters);
        (_memory, _memoryOf) = (memory, parameters);
        return memory;
    }

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

    /// <summary>The same for whoever trains it at once, and then the next one: what a later one will give is fetched meanwhile.</summary>
    /// <param name="epochs">For how many epochs.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int NextDesign(int epochs)
    {
        if (_table is not null)
        {
            SplitMix64 later = _designs;
            later.Skip(Ahead);
            _table.Prefetch(Space.Random(ref later), epochs);
        }
        return NextDesign();
    }

    /// <summary>The next ones, as many as the destination holds: as one after the other, faster.</summary>
    /// <param name="architectures">Receives them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void NextDesigns(Span<int> architectures) => Space.Random(ref _designs, architectures);
}
