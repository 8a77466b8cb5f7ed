using System.Runtime.CompilerServices;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Search.Algorithms;

/// <summary>
/// Local search (White et al., UAI 2021): climbs from a random architecture to better neighbours, which differ in one digit, and begins
/// anew where none is better. What a climb has trained it does not train again. With several workers it waits at the end of a
/// neighbourhood.
/// </summary>
internal struct LocalSearch : IBlockwiseAlgorithm
{
    public static readonly AlgorithmDefinition Definition = new(
        "local-search", "local search by neighbours that differ in one digit",
        [
            HyperParameter.Choice(Variant, ["steepest", "first"],
                "steepest: trains all neighbours, moves to the best; first: moves as soon as one is better"),
        ],
        AlgorithmStart.OfBlockwise((context, parameters) => new LocalSearch(context, context.Memory(parameters, (own, given) => new Memory(own, given)))));

    private const string Variant = "variant";
    private const int Nowhere = -1;

    private readonly SearchContext _search;
    private readonly Memory _memory;

    // Neighbours of _current that are still to be asked for.
    private int _neighbourCount;
    private int _outstanding;
    private int _current = Nowhere;

    // The best of the climb: all that it has trained is no better.
    private int _best = Nowhere;
    private double _bestReward;

    private LocalSearch(SearchContext search, Memory memory)
    {
        (_search, _memory) = (search, memory);
        memory.BeginClimb();
    }

    /// <summary>Whether all neighbours are trained before a step.</summary>
    public static bool IsSteepest(HyperParameters parameters) => parameters.Choice(Variant) == "steepest";

    public readonly Persistence Persistence => Persistence.UntilBudget;

    public readonly bool PrefersLongerTraining => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPropose(out Proposal proposal)
    {
        proposal = default;
        if (_neighbourCount == 0 || _memory.MovesAtOnce)
        {
            if (_best != _current && (_memory.MovesAtOnce || _outstanding == 0))
                MoveTo(_best);
            if (_neighbourCount == 0 && _outstanding > 0)
                return false;
        }
        proposal = new Proposal(_neighbourCount > 0 ? TakeNeighbour(_search.Random.NextIndex(_neighbourCount)) : BeginClimb(), _memory.Epochs);
        _outstanding++;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(in Observation observation)
    {
        _outstanding--;
        Observe(observation.Architecture, observation.Reward);
    }

    // A neighbourhood is known before its first training; so is that of the start of a climb.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Advance<TBlock>(ref TBlock block)
        where TBlock : struct, ITrainingBlock, allows ref struct
    {
        int count = 0;
        if (_best != _current && (_neighbourCount == 0 || _memory.MovesAtOnce))
            MoveTo(_best);
        if (_neighbourCount == 0)
        {
            int start = block.Architectures[count++] = BeginClimb();
            if (!_memory.MovesAtOnce)
                MoveTo(start);
        }
        int neighbours = _memory.MovesAtOnce ? int.Min(_neighbourCount, 1 - count) : _neighbourCount;
        if (neighbours > 0)
            TakeNeighbours(block.Architectures.Slice(count, neighbours));
        count += neighbours;
        block.Run(count, keepsRewards: true);
        int best = FirstHighest.Of(block.Rewards[..count]);
        Observe(block.Architectures[best], block.Rewards[best]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Observe(int architecture, double reward)
    {
        if (_best == Nowhere || reward > _bestReward)
            (_best, _bestReward) = (architecture, reward);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MoveTo(int architecture)
    {
        _current = architecture;
        _neighbourCount = _search.Space.Neighbours(architecture, _memory.IsUnasked, _memory.Neighbours);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int TakeNeighbour(int at)
    {
        int[] neighbours = _memory.Neighbours;
        int neighbour = neighbours[at];
        neighbours[at] = neighbours[--_neighbourCount];
        _memory.Ask(neighbour);
        return neighbour;
    }

    // All that are left: as one after the other.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private unsafe void TakeNeighbours(Span<int> taken)
    {
        Span<uint> draws = _memory.Draws.AsSpan(0, taken.Length);
        _search.Random.Fill(draws);
        int count = _neighbourCount;
        _memory.MakeRoom(taken.Length);
        fixed (int* left = _memory.Neighbours, asked = &_memory.Asked)
        fixed (byte* isUnasked = _memory.IsUnasked)
        fixed (int* firstTaken = taken)
        fixed (uint* draw = draws)
            for (int i = 0; i < draws.Length; i++)
            {
                int* at = left + SplitMix64.Scaled(draw[i], count);
                int neighbour = *at;
                *at = left[--count];
                firstTaken[i] = asked[i] = neighbour;
                isUnasked[neighbour] = 0;
            }
        _memory.CountAsked(taken.Length);
        _neighbourCount = count;
    }

    private int BeginClimb()
    {
        (_current, _best) = (Nowhere, Nowhere);
        _memory.BeginClimb();
        int start = _search.NextDesign();
        _memory.Ask(start);
        return start;
    }

    // What trials have in common: hyper-parameters, and buffers.
    private sealed class Memory(SearchContext search, HyperParameters parameters)
    {
        // Asked for in this climb.
        private int[] _asked = new int[64];
        private int _askedCount;

        /// <summary>By architecture: 0 where it was asked for in this climb, else 1.</summary>
        public byte[] IsUnasked { get; } = Unasked(search.Space.Count);

        public bool MovesAtOnce { get; } = parameters.Choice(Variant) == "first";

        public int Epochs { get; } = search.Fidelities.Full;

        public int[] Neighbours { get; } = new int[search.Space.MostNeighbours + 1];

        public uint[] Draws { get; } = new uint[search.Space.MostNeighbours];

        public void BeginClimb()
        {
            byte[] isUnasked = IsUnasked;
            foreach (int architecture in _asked.AsSpan(0, _askedCount))
                isUnasked[architecture] = 1;
            _askedCount = 0;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Ask(int architecture)
        {
            IsUnasked[architecture] = 0;
            MakeRoom(1);
            _asked[_askedCount++] = architecture;
        }

        /// <summary>Where the next ones that are asked for go, after <see cref="MakeRoom"/>.</summary>
        public ref int Asked => ref _asked[_askedCount];

        /// <summary>So many went there.</summary>
        public void CountAsked(int count) => _askedCount += count;

        /// <summary>Makes room for so many.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void MakeRoom(int count)
        {
            if (_asked.Length - _askedCount < count)
                Array.Resize(ref _asked, 2 * (_askedCount + count));
        }

        private static byte[] Unasked(int architectures)
        {
            byte[] all = new byte[architectures];
            all.AsSpan().Fill(1);
            return all;
        }
    }
}
