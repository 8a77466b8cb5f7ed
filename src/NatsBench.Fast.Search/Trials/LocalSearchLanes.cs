using System.Numerics;
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
/// Trials of steepest local search side by side, each a neighbourhood at a time: while one waits another goes on, and what all draw is
/// drawn at once. Used by one thread.
/// </summary>
internal sealed unsafe class LocalSearchLanes
{
    /// <summary>How many trials run side by side.</summary>
    public const int Most = 2;

    // Of a word of Lane.Trained.
    private const int Bits = 64;

    // Numbers are written in whole vectors.
    private const int Widest = 16;

    private readonly TableOracle _oracle;
    private readonly int* _firstRuns;
    private readonly uint _runsOfEach;
    private readonly double* _trainings;
    private readonly double _seconds;
    private readonly TrainingCounts[] _again;
    private readonly Rooms _rooms = new();
    private readonly Lane* _lanes;
    private readonly ushort* _architectureOfCode;
    private readonly int _count;

    // Nodes are architectures as in ArchitectureSpace.Packed.
    private readonly ClimbNeighbours _neighbours;
    private readonly int _digitBits;

    // The most of a neighbourhood and its start.
    private readonly int _room;

    // Of all lanes, one neighbourhood after the other.
    private readonly ulong* _states;
    private readonly uint* _draws;
    private readonly uint* _nodes;
    private readonly uint* _taken;
    private readonly uint* _architectures;

    // The place of which node is taken next, and of the last one that is left.
    private readonly uint* _chosen;
    private readonly uint* _lasts;

    // _room for each lane, negative infinity beyond its neighbourhood.
    private readonly double* _rewards;

    public LocalSearchLanes(TableOracle oracle, double seconds)
    {
        ArchitectureSpace space = oracle.Space;
        (_oracle, _seconds, _runsOfEach) = (oracle, seconds, oracle.RunsOfEachAfter(oracle.Fidelities.Full));
        _firstRuns = oracle.FirstRuns;
        _trainings = oracle.Runs;
        (_neighbours, _digitBits, _count) = (new ClimbNeighbours(space), space.DigitBits, space.Count);
        _architectureOfCode = _rooms.Of<ushort>(space.Count);
        for (int code = 0; code < space.Count; code++)
            _architectureOfCode[code] = (ushort)space.OfCode(code);
        _room = Whole(_neighbours.Most + 1, Vector512<double>.Count);
        _lanes = _rooms.Of<Lane>(Most);
        _again = [.. Enumerable.Range(0, Most).Select(_ => new TrainingCounts(space.Count))];
        for (int lane = 0; lane < Most; lane++)
        {
            _lanes[lane].Again = lane;
            _lanes[lane].Trained = _rooms.Of<ulong>(Whole(_count, Bits) / Bits);
            _lanes[lane].Path = _rooms.Of<uint>(_count);
        }
        int all = Most * _room + Widest;
        _states = _rooms.Of<ulong>(all);
        _draws = _rooms.Of<uint>(all);
        _nodes = _rooms.Of<uint>(all);
        _taken = _rooms.Of<uint>(all);
        _architectures = _rooms.Of<uint>(all);
        _chosen = _rooms.Of<uint>(all);
        _lasts = _rooms.Of<uint>(all);
        _rewards = _rooms.Of<double>(all);
    }

    /// <summary>How many lanes run: the first ones.</summary>
    public int Running { get; private set; }

    /// <summary>The trial in a lane.</summary>
    public int Trial(int lane) => _lanes[lane].Trial;

    private static int Whole(int count, int width) => (count + width - 1) / width * width;

    /// <summary>Begins a trial in a lane that runs, or in the next one.</summary>
    /// <param name="lane">The lane, at most <see cref="Running"/>.</param>
    /// <param name="trial">Whatever tells it from others.</param>
    /// <param name="world">What the trial meets.</param>
    /// <param name="random">The algorithm's generator.</param>
    /// <param name="left">How many evaluations may end before the budget.</param>
    public void Begin(int lane, int trial, TrialWorld world, SplitMix64 random, int left)
    {
        Lane begun = new()
        {
            Trained = _lanes[lane].Trained,
            Again = _lanes[lane].Again,
            Path = _lanes[lane].Path,
            Trial = trial,
            Random = random,
            Designs = world.Designs,
            DrawKey = world.DrawKey,
            Left = left,
            Reward = double.NegativeInfinity,
            Incumbent = -1,
            EarlierIncumbent = -1,
        };
        begun.NextStart = Next(ref begun.Designs);
        new Span<ulong>(begun.Trained, Whole(_count, Bits) / Bits).Clear();
        _again[begun.Again].Begin();
        _lanes[lane] = begun;
        Running = int.Max(Running, lane + 1);
    }

    /// <summary>Lets no lane run.</summary>
    public void Clear() => Running = 0;

    /// <summary>Lets a lane run no more: the last one takes its place.</summary>
    public void End(int lane)
    {
        Lane* last = _lanes + --Running;
        (_lanes[lane], *last) = (*last, _lanes[lane]);
    }

    /// <summary>Lets every lane that runs train a neighbourhood.</summary>
    public void Advance()
    {
        int count = 0;
        for (int lane = 0; lane < Running; lane++)
            count = Gather(_lanes + lane, count);
        Take(count);
        for (int lane = 0; lane < Running; lane++)
            Count(_lanes + lane);
        SplitMix64.FillOf(_states, _draws, count);
        for (int lane = 0; lane < Running; lane++)
            Train(lane);
    }

    // The neighbours that were not asked for, from a place in the common arrays on, and in which order they are taken. The end of what is now there.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private int Gather(Lane* lane, int first)
    {
        ulong left = 0;
        if (lane->Best != lane->Current)
            left = _neighbours.Left(lane->Best, lane->Path, lane->Steps);
        int starts = 0;
        if (left == 0)
        {
            (lane->Best, lane->BestReward, lane->Steps) = (lane->NextStart, double.NegativeInfinity, 0);
            lane->NextStart = Next(ref lane->Designs);
            (left, starts) = (_neighbours.All, 1);
        }
        uint node = lane->Current = lane->Path[lane->Steps++] = lane->Best;
        int count = _neighbours.Write(node, left, _nodes + first);
        // The last of all, so that no neighbour takes its place.
        _nodes[first + count] = node;
        count += starts;
        (lane->First, lane->Length) = (first, count);
        // The start chooses itself.
        uint* chosen = _chosen + first, lasts = _lasts + first;
        chosen[0] = (uint)(first + count - 1);
        lane->Random.FillFalling((uint)(count - starts), (uint)first, chosen + starts);
        for (int i = 0; i < count; i += Vector<uint>.Count)
            (Vector.Create((uint)(first + count - 1 - i)) - Vector<uint>.Indices).Store(lasts + i);
        return first + count;
    }

    // Where the next climb begins: looked up long before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Next(ref SplitMix64 designs) => _oracle.Space.Packed[_oracle.Space.Random(ref designs)];

    // In the order that the draws choose: who is chosen makes room for the last.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Take(int count)
    {
        uint* nodes = _nodes, chosen = _chosen, lasts = _lasts, taken = _taken, architectures = _architectures, end = taken + count;
        ushort* architectureOfCode = _architectureOfCode;
        int digitBits = _digitBits;
        for (; taken < end; taken++, chosen++, lasts++, architectures++)
        {
            uint* at = nodes + *chosen;
            uint node = *taken = *at;
            *at = nodes[*lasts];
            *architectures = architectureOfCode[node >> digitBits];
        }
    }

    // How often each was trained before, for the states of what they draw.
    private void Count(Lane* lane)
    {
        uint* architectures = _architectures + lane->First;
        ulong* states = _states + lane->First;
        ulong drawKey = lane->DrawKey + SplitMix64.Step;
        for (int i = 0; (i = CountNew(architectures, i, lane->Length, lane->Trained, drawKey, states)) < lane->Length; i++)
            states[i] = drawKey + SplitMix64.Step * TrialWorld.PlaceOf((int)architectures[i], 1 + _again[lane->Again].Next((int)architectures[i]));
    }

    // Those that were not trained before, up to the first one that was.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int CountNew(uint* architectures, nint start, nint length, ulong* trained, ulong drawKey, ulong* states)
    {
        for (; start < length; start++)
        {
            nuint architecture = architectures[start];
            ulong word = trained[architecture / Bits], bit = 1UL << (int)architecture;
            if ((word & bit) != 0)
                break;
            trained[architecture / Bits] = word | bit;
            states[start] = drawKey + SplitMix64.Step * architecture;
        }
        return (int)start;
    }

    // What all give, and when the last of them end.
    private void Train(int number)
    {
        Lane* lane = _lanes + number;
        double* rewards = _rewards + number * _room;
        for (int i = 0; i < _room; i += Vector<double>.Count)
            Vector.Create(double.NegativeInfinity).Store(rewards + i);
        if (_runsOfEach > 0)
            Train<EqualRuns>(lane, _trainings, _firstRuns, _runsOfEach, _architectures + lane->First, _draws + lane->First, rewards, lane->Length);
        else
            Train<ListedRuns>(lane, _trainings, _firstRuns, _runsOfEach, _architectures + lane->First, _draws + lane->First, rewards, lane->Length);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Train<TRuns>(Lane* lane, double* trainings, int* firstRuns, uint runsOfEach, uint* architectures, uint* draws, double* rewards, nint length)
        where TRuns : struct, IChosenRun
    {
        double clock = lane->Clock, earlier = clock;
        for (nint i = 0; i < length; i++)
        {
            double* training = trainings + 2 * TRuns.Of(firstRuns, runsOfEach, architectures[i], draws[i]);
            rewards[i] = training[0];
            earlier = clock;
            clock += training[1];
        }
        (lane->NextEarlierClock, lane->NextClock) = (earlier, clock);
    }

    /// <summary>Takes what a lane's neighbourhood gave, where all of it ended before the budget.</summary>
    /// <returns>Whether it did.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public bool TryTake(int number)
    {
        Lane* lane = _lanes + number;
        int length = lane->Length;
        if (!(lane->NextClock < _seconds) || length > lane->Left)
            return false;
        lane->Left -= length;
        lane->Done += length;
        (lane->EarlierClock, lane->Clock, lane->EarlierIncumbent) = (lane->NextEarlierClock, lane->NextClock, lane->Incumbent);
        double* rewards = _rewards + number * _room;
        int best = FirstHighest.Of(rewards, _room);
        double reward = rewards[best];
        // Without a jump: nobody foretells rewards.
        uint isBest = Mask(reward > lane->BestReward);
        int isIncumbent = (int)Mask(reward > lane->Reward), isLater = (int)Mask(best < length - 1);
        lane->Best ^= (lane->Best ^ _taken[lane->First + best]) & isBest;
        lane->BestReward = double.MaxNative(lane->BestReward, reward);
        lane->Incumbent ^= (lane->Incumbent ^ (int)_architectures[lane->First + best]) & isIncumbent;
        lane->Reward = double.MaxNative(lane->Reward, reward);
        lane->EarlierIncumbent ^= (lane->EarlierIncumbent ^ lane->Incumbent) & isLater;
        return true;
    }

    // All bits, or none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mask(bool condition) => (uint)-Unsafe.BitCast<bool, byte>(condition);

    /// <summary>Concludes the trial of a lane whose neighbourhood did not end before the budget.</summary>
    /// <param name="number">The lane.</param>
    /// <param name="standing">Where a trial stands that has not begun.</param>
    /// <param name="epochs">For how many epochs all were trained.</param>
    public void Conclude(int number, ref TrialStanding standing, int epochs)
    {
        Lane* lane = _lanes + number;
        if (lane->Done > 0)
        {
            EvaluationsBefore before = new(lane->EarlierClock, lane->Clock, _seconds, lane->Reward, lane->Incumbent, lane->EarlierIncumbent);
            standing.Add(before, lane->Done, epochs);
        }
        for (int i = lane->First; standing.IsBeforeBudget; i++)
        {
            double* training = _trainings + 2 * (nuint)TableOracle.ChosenRun(_firstRuns, (int)_architectures[i], _draws[i]);
            standing.Add(standing.Clock + training[1], training[0], (int)_architectures[i], epochs);
        }
    }

    private struct Lane
    {
        // A bit for each architecture that the trial trained, and which of _again counts the others of its trainings.
        public ulong* Trained;
        public int Again;
        public int Trial;

        // What it draws.
        public SplitMix64 Random;
        public SplitMix64 Designs;
        public ulong DrawKey;

        // Where the trial stands.
        public double Clock;
        public double EarlierClock;
        public double Reward;
        public int Incumbent;
        public int EarlierIncumbent;
        public int Done;
        public int Left;

        // The climb: nodes from its start to the present one, that one, and the best.
        public uint* Path;
        public int Steps;
        public uint Current;
        public uint Best;
        public double BestReward;
        public uint NextStart;

        // The neighbourhood: where it lies, and when its last two evaluations end.
        public int First;
        public int Length;
        public double NextClock;
        public double NextEarlierClock;
    }
}
