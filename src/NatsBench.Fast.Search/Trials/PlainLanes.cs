using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Spaces;

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

    // By what is drawn for the position: from which bit on the digit lies; and by that, how an architecture grows with it.
    private readonly byte* _shifts;
    private readonly uint* _units;

    // Of each lane those of children to come.
    private readonly uint* _draws;
    private int _used = ChildrenAtOnce;

    // Of each lane, by place; a trial's first one lies at the lane's beginning, whose place was the oldest when it began.
    private readonly Member* _members;
    private readonly int* _begun;

    // Of the present step.
    private readonly uint* _children;
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
        _shifts = Room<byte>(firsts << BitsOfSecond);
        for (int first = 0; first < firsts; first++)
            for (int second = 0; second < 1 << BitsOfSecond; second++)
                _shifts[first << BitsOfSecond | second] = (byte)(ArchitectureSpace.BitsOfDigit
                    * (drawsNode ? (first * (first + 1) >> 1) + second * (first + 1) / PartsOfNode : first));
        _units = Room<uint>(_digitBits);
        for (int position = 0; position < space.Positions; position++)
            _units[position * ArchitectureSpace.BitsOfDigit] = (1u << position * ArchitectureSpace.BitsOfDigit) + ((uint)space.Weights[position] << _digitBits);
        _draws = Room<uint>(Count * _bounds.Length);
        _members = Room<Member>(Count * Population);
        _begun = Room<int>(Count);
        _children = Room<uint>(Count);
        _trainings = Room<uint>(Count);
        _trainingDraws = Room<uint>(Count);
    }

    public override void Put(int lane, ReadOnlySpan<int> architectures, ReadOnlySpan<Evaluation> evaluations)
    {
        ReadOnlySpan<uint> packed = Oracle.Space.Packed;
        Member* members = _members + lane * Population;
        for (int i = 0; i < architectures.Length; i++)
            members[i] = new Member(packed[architectures[i]], evaluations[i].Accuracy);
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
            Find();
            DrawRuns();
            ended = Conclude();
            _used++;
            EndStep();
        }
        while (ended == 0);
        return ended;
    }

    // For children from one on that is not the first where a trial begins amid the others.
    private void Draw(int lane, int child)
    {
        SplitMix64 random = new(Random[lane]);
        int first = child * _drawsOfChild;
        random.FillIndices(_bounds.AsSpan(first), new Span<uint>(_draws + lane * _bounds.Length + first, _bounds.Length - first));
        Random[lane] = random.State;
    }

    // The best of a sample is mutated.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Bear()
    {
        Member* members = _members;
        uint* draws = _draws + _used * _drawsOfChild, children = _children, units = _units;
        byte* shifts = _shifts;
        (int population, int sample, int ofLane) = (Population, Sample, _bounds.Length);
        for (int lane = 0; lane < Count; lane++, members += population, draws += ofLane)
        {
            Vector128<double> best = Vector128.Load((double*)(members + draws[0]));
            for (int i = 1; i < sample; i++)
            {
                // Without a jump that depends on rewards: nobody can foretell those.
                Vector128<double> other = Vector128.Load((double*)(members + draws[i]));
                best = Vector128.ConditionalSelect(Vector128.Shuffle(Vector128.GreaterThan(other, best), Vector128<long>.Zero), other, best);
            }
            uint parent = (uint)best.AsUInt64().GetElement(1);
            uint* mutation = draws + sample;
            int shift = shifts[mutation[0] << BitsOfSecond | mutation[_second]];
            int own = (int)(parent >> shift) & ((1 << ArchitectureSpace.BitsOfDigit) - 1), drawn = (int)mutation[_value];
            // Where the present value is left out, those above it come one later.
            children[lane] = parent + (uint)(drawn + (Unsafe.BitCast<bool, byte>(drawn >= own) & _leavesOwnOut) - own) * units[shift];
        }
    }

    // The architectures of the children.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Find()
    {
        uint* children = _children;
        int* architectures = Architectures;
        ushort* architectureOfCode = ArchitectureOfCode;
        int digitBits = _digitBits;
        for (int lane = 0; lane < Count; lane++)
            architectures[lane] = architectureOfCode[children[lane] >> digitBits];
    }

    // What each training draws.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void DrawRuns()
    {
        int* architectures = Architectures;
        nint* entries = Entries;
        byte* zeros = Zeros;
        uint* trainings = _trainings;
        for (int lane = 0; lane < Count; lane++)
        {
            int architecture = architectures[lane], zero = zeros[lane];
            byte* entry = (byte*)entries[lane] + architecture;
            // 0 where an earlier trial left it, without a jump.
            int earlier = *entry - zero;
            earlier &= ~(earlier >> 31);
            if (earlier == TrainingCounts.MostCounted)
                earlier = Counts[lane].Next(architecture);
            else
                *entry = (byte)(zero + earlier + 1);
            trainings[lane] = (uint)TrialWorld.PlaceOf(architecture, earlier);
        }
        SplitMix64.Fill(new ReadOnlySpan<ulong>(DrawKeys, Count), new ReadOnlySpan<uint>(trainings, Count), new Span<uint>(_trainingDraws, Count));
    }

    // Clocks, incumbents and populations; a bit for each lane whose evaluation is not before its budget.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private uint Conclude()
    {
        double* trainings = Oracle.Runs, clocks = Clock, earlierClocks = EarlierClock, seconds = Seconds, rewards = Reward;
        int* architectures = Architectures, incumbents = Incumbent, earlierIncumbents = EarlierIncumbent, begun = _begun;
        uint* children = _children, draws = _trainingDraws;
        uint runsOfEach = RunsOfEach;
        Member* members = _members;
        (int population, int oldest) = (Population, Oldest);
        uint ended = 0;
        for (int lane = 0; lane < Count; lane++, members += population)
        {
            uint run = runsOfEach > 0
                ? (uint)architectures[lane] * runsOfEach + (uint)SplitMix64.Scaled(draws[lane], (int)runsOfEach)
                : TableOracle.ChosenRun(FirstRuns, architectures[lane], draws[lane]);
            double accuracy = trainings[2L * run], clock = clocks[lane], next = clock + trainings[2L * run + 1];
            int place = oldest - begun[lane];
            members[place + (population & place >> 31)] = new Member(children[lane], accuracy);
            if (!(next < seconds[lane]))
            {
                (NextClock[lane], Accuracy[lane]) = (next, accuracy);
                ended |= 1u << lane;
                continue;
            }
            int incumbent = incumbents[lane];
            double reward = rewards[lane];
            (earlierClocks[lane], clocks[lane], earlierIncumbents[lane]) = (clock, next, incumbent);
            incumbents[lane] = incumbent ^ ((incumbent ^ architectures[lane]) & -Unsafe.BitCast<bool, byte>(accuracy > reward));
            rewards[lane] = double.MaxNative(accuracy, reward);
        }
        return ended;
    }

    // 16 bytes, so that both come with one load.
    private readonly struct Member(uint packed, double reward)
    {
        public readonly double Reward = reward;
        public readonly ulong Packed = packed;
    }
}
