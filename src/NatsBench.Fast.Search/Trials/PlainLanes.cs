using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// Trials of regularised evolution abreast on any processor, one lane after the other in short loops. Only random numbers are made several at a
/// time, as <see cref="SplitMix64"/> does.
/// </summary>
internal sealed unsafe class PlainLanes : EvolutionLanes
{
    private const int ChildrenAtOnce = 8;

    // Which of one, two or three edges is told by which of six, so that what is below which bound does not depend on what was drawn before.
    private const int PartsOfNode = 6;

    // Bits of what is drawn second for a position, beside what is drawn first.
    private const int BitsOfSecond = 3;

    private readonly int _digitBits;

    // What the draws of children are below, one child after the other.
    private readonly uint[] _bounds;
    private readonly int _drawsOfChild;

    // What a mutation draws: one number or two for the position, and one for the value. Where it draws one it is read twice.
    private readonly int _second;
    private readonly int _value;

    // 1 where the present value is never drawn.
    private readonly int _leavesOwnOut;

    // By what is drawn for the position: from which bit on the digit lies, and how the code grows with it.
    private readonly Digit* _digits;

    // The generator of each lane's algorithm, and the key of its trial's draws.
    private readonly ulong* _random;
    private readonly ulong* _drawKeys;

    // Of each lane those of children to come.
    private readonly uint* _draws;
    private int _used = ChildrenAtOnce;

    // Of each lane, by place; a trial's first one lies at the lane's beginning, whose place was the oldest when it began.
    private readonly ulong* _members;
    private readonly int* _begun;

    // Of the present step.
    private readonly uint* _codes;
    private readonly uint* _trainings;
    private readonly uint* _trainingDraws;

    public PlainLanes(TableOracle oracle, RegularizedEvolution.Shape shape, TrainingCounts[] counts)
        : base(oracle, shape.Population, shape.Sample, counts)
    {
        ArchitectureSpace space = oracle.Space;
        bool drawsNode = shape.IsAsPublished && space.Kind == SearchSpace.Topology;
        (_digitBits, _drawsOfChild) = (space.DigitBits, shape.DrawsOfChild(space));
        (_second, _value) = drawsNode ? (1, 2) : (0, 1);
        _leavesOwnOut = drawsNode || !shape.IsAsPublished ? 1 : 0;
        int firsts = drawsNode ? ArchitectureSpace.NodesWithEdges : space.Positions;
        uint[] bounds = [
            .. Enumerable.Repeat((uint)Population, Sample), (uint)firsts, .. drawsNode ? (uint[])[PartsOfNode] : [], (uint)(space.Choices - _leavesOwnOut)];
        _bounds = [.. Enumerable.Repeat(bounds, ChildrenAtOnce).SelectMany(child => child)];
        _digits = Room<Digit>(firsts << BitsOfSecond);
        for (int first = 0; first < firsts; first++)
            for (int second = 0; second < 1 << BitsOfSecond; second++)
            {
                // What is drawn second is below six.
                int position = int.Min(drawsNode ? (first * (first + 1) >> 1) + second * (first + 1) / PartsOfNode : first, space.Positions - 1);
                _digits[first << BitsOfSecond | second] = new Digit(position * ArchitectureSpace.BitsOfDigit, space.Weights[position]);
            }
        _random = Room<ulong>(Count);
        _drawKeys = Room<ulong>(Count);
        _draws = Room<uint>(Count * _bounds.Length);
        _members = Room<ulong>(Count * Population);
        _begun = Room<int>(Count);
        _codes = Room<uint>(Count);
        _trainings = Room<uint>(Count);
        _trainingDraws = Room<uint>(Count);
    }

    protected override void Put(int lane, ulong random, ulong drawKey, ReadOnlySpan<ulong> population)
    {
        (_random[lane], _drawKeys[lane]) = (random, drawKey);
        population.CopyTo(new Span<ulong>(_members + lane * Population, Population));
        _begun[lane] = Oldest;
        if (_used < ChildrenAtOnce)
            Draw(lane, _used);
    }

    public override uint Run(CancellationToken cancellation)
    {
        uint ended;
        do
        {
            BeginStep(cancellation);
            if (_used == ChildrenAtOnce)
            {
                for (int lane = 0; lane < Count; lane++)
                    Draw(lane, 0);
                _used = 0;
            }
            Bear();
            DrawRuns();
            ended = RunsOfEach > 0 ? Conclude<EqualRuns>() : Conclude<ListedRuns>();
            _used++;
            EndStep();
        }
        while (ended == 0);
        return ended;
    }

    // For children from one on that is not the first where a trial begins amid the others.
    private void Draw(int lane, int child)
    {
        SplitMix64 random = new(_random[lane]);
        int first = child * _drawsOfChild;
        random.FillIndices(_bounds.AsSpan(first), new Span<uint>(_draws + lane * _bounds.Length + first, _bounds.Length - first));
        _random[lane] = random.State;
    }

    // The best of a sample is mutated.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Bear()
    {
        ulong* members = _members;
        uint* draws = _draws + _used * _drawsOfChild, codes = _codes;
        Digit* digits = _digits;
        (int population, int sample, int ofLane, int digitBits) = (Population, Sample, _bounds.Length, _digitBits);
        for (int lane = 0; lane < Count; lane++, members += population, draws += ofLane)
        {
            Vector128<ulong> best = Vector128.CreateScalarUnsafe(members[draws[0]]);
            for (int i = 1; i < sample; i++)
            {
                // Without a jump that depends on rewards: nobody can foretell those.
                Vector128<ulong> other = Vector128.CreateScalarUnsafe(members[draws[i]]);
                best = Vector128.ConditionalSelect(IsBetter(other, best), other, best);
            }
            uint parent = best.AsUInt32().ToScalar();
            uint* mutation = draws + sample;
            Digit digit = digits[mutation[0] << BitsOfSecond | mutation[_second]];
            int own = (int)(parent >> digit.Shift) & ((1 << ArchitectureSpace.BitsOfDigit) - 1), drawn = (int)mutation[_value];
            // Where the present value is left out, those above it come one later.
            codes[lane] = (parent >> digitBits) + (uint)((drawn + (Unsafe.BitCast<bool, byte>(drawn >= own) & _leavesOwnOut) - own) * digit.Weight);
        }
    }

    // The architectures of the children, and what each training draws.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void DrawRuns()
    {
        uint* codes = _codes;
        int* architectures = Architectures;
        ushort* architectureOfCode = ArchitectureOfCode;
        nint* entries = Entries;
        byte* zeros = Zeros;
        uint* trainings = _trainings;
        uint many = 0;
        for (int lane = 0; lane < Count; lane++)
        {
            int architecture = architectureOfCode[codes[lane]], zero = zeros[lane];
            architectures[lane] = architecture;
            byte* entry = (byte*)entries[lane] + architecture;
            // 0 where an earlier trial left it, without a jump.
            int earlier = *entry - zero;
            earlier &= ~(earlier >> 31);
            if (earlier == TrainingCounts.MostCounted)
                many |= 1u << lane;
            else
                *entry = (byte)(zero + earlier + 1);
            trainings[lane] = (uint)TrialWorld.PlaceOf(architecture, earlier);
        }
        SplitMix64.Fill(new ReadOnlySpan<ulong>(_drawKeys, Count), new ReadOnlySpan<uint>(trainings, Count), new Span<uint>(_trainingDraws, Count));
        // Seldom: where one was trained so often that its count lies elsewhere.
        for (; many != 0; many &= many - 1)
        {
            int lane = int.TrailingZeroCount((int)many);
            _trainingDraws[lane] = TrialWorld.Draw(_drawKeys[lane], architectures[lane], Counts[lane].Next(architectures[lane]));
        }
    }

    // Clocks, incumbents and populations; a bit for each lane whose evaluation is not before its budget.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private uint Conclude<TRuns>()
        where TRuns : struct, IChosenRun
    {
        RankedRun* runs = Ranked.First;
        double* clocks = Clock, earlierClocks = EarlierClock, seconds = Seconds;
        int* architectures = Architectures, begun = _begun, firstRuns = FirstRuns;
        uint* draws = _trainingDraws;
        ulong* members = _members, bests = Best, earlierBests = EarlierBest;
        uint runsOfEach = RunsOfEach;
        (int population, int oldest) = (Population, Oldest);
        uint ended = 0;
        for (int lane = 0; lane < Count; lane++, members += population)
        {
            RankedRun* run = runs + TRuns.Of(firstRuns, runsOfEach, (uint)architectures[lane], draws[lane]);
            double next = clocks[lane] + run->Cost;
            int place = oldest - begun[lane];
            members[place + (population & place >> 31)] = run->Key;
            if (!(next < seconds[lane]))
            {
                (EarliestClock[lane], EarliestBest[lane], Last[lane]) = (earlierClocks[lane], earlierBests[lane], run->Key);
                ended |= 1u << lane;
            }
            Vector128<ulong> best = Vector128.CreateScalarUnsafe(bests[lane]), own = Vector128.CreateScalarUnsafe(run->Key);
            earlierClocks[lane] = next;
            earlierBests[lane] = Vector128.ConditionalSelect(IsBetter(own, best), own, best).ToScalar();
        }
        return ended;
    }

    // Of the first of two. Keys are below 2^63.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> IsBetter(Vector128<ulong> run, Vector128<ulong> best) =>
        Vector128.GreaterThan(run.AsInt64(), (best | Vector128.Create(RankedRun.Architecture)).AsInt64()).AsUInt64();

    // Where a digit lies in an architecture as Packed, and what it counts in its code.
    private readonly struct Digit(int shift, int weight)
    {
        public readonly int Shift = shift;
        public readonly int Weight = weight;
    }
}
