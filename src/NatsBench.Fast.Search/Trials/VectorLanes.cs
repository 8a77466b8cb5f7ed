using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Trials of regularised evolution abreast in vectors, eight lanes at a time. Needs AVX2.</summary>
/// <typeparam name="TMutation">The mutation.</typeparam>
internal sealed unsafe class VectorLanes<TMutation> : EvolutionLanes
    where TMutation : struct, IMutationAbreast
{
    private const int Width = 8;

    private readonly int _positions;
    private readonly int _choices;
    private readonly int _digitBits;
    private readonly int _drawsOfChild;
    private readonly Vector256<int> _weights;

    // At the slot of each lane: its algorithm's generator after what its next child draws, and the state that the first of its trial's draws is made of.
    private readonly ulong* _random;
    private readonly ulong* _firstDraws;

    // The place of the first of a trial's population.
    private readonly int* _offset;

    // Of the present step.
    private readonly uint* _contestants;
    private readonly int* _mutated;
    private readonly int* _drawn;
    private readonly uint* _codes;
    private readonly uint* _places;

    // The population: keys of runs, by place, and lane within it; twice, so that who counts on from a trial's first one never has to turn.
    private readonly ulong* _members;

    // A bit for each vector of lanes in which a trial began since the last step.
    private int _begun;

    public VectorLanes(TableOracle oracle, RegularizedEvolution.Shape shape, TrainingCounts[] counts)
        : base(oracle, shape.Population, shape.Sample, counts)
    {
        ArchitectureSpace space = oracle.Space;
        (_positions, _choices, _digitBits, _drawsOfChild) = (space.Positions, space.Choices, space.DigitBits, shape.DrawsOfChild(space));
        _random = Room<ulong>(Count);
        _firstDraws = Room<ulong>(Count);
        _offset = Room<int>(Count);
        _contestants = Room<uint>(Sample * Count);
        _mutated = Room<int>(Count);
        _drawn = Room<int>(Count);
        _codes = Room<uint>(Count);
        _places = Room<uint>(Count);
        Span<int> weights = stackalloc int[Width];
        weights.Clear();
        for (int position = 0; position < space.Positions; position++)
            weights[position] = space.Weights[position];
        _weights = Vector256.Create<int>(weights);
        _members = Room<ulong>(2 * Population * Count);
    }

    protected override void Put(int lane, ulong random, ulong drawKey, ReadOnlySpan<ulong> population)
    {
        int slot = SplitMix64Abreast.Slot(lane);
        (_random[slot], _firstDraws[slot]) = (random + SplitMix64.Step * (ulong)_drawsOfChild, drawKey + SplitMix64.Step);
        _offset[lane] = Oldest;
        _begun |= 1 << lane / Width;
        for (int i = 0; i < population.Length; i++)
        {
            int place = Oldest + i;
            _members[place * Count + lane] = population[i];
            _members[(place < Population ? place + Population : place - Population) * Count + lane] = population[i];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public override uint Run(CancellationToken cancellation)
    {
        for (; _begun != 0; _begun &= _begun - 1)
            DrawBirthAgain(int.TrailingZeroCount(_begun) * Width);
        uint ended = 0;
        do
        {
            BeginStep(cancellation);
            for (int first = 0; first < Count; first += Width)
                Bear(first);
            DrawNextBirth(0);
            for (int first = 0; first < Count; first += Width)
                Find(first);
            DrawNextBirth(Width);
            for (int first = 0; first < Count; first += Width)
                Draw(first);
            for (int first = 0; first < Count; first += Width)
                ended |= Conclude(first) << first;
            DrawNextBirth(2 * Width);
            EndStep();
        }
        while (ended == 0);
        return ended;
    }

    // What the children of the next step draw is drawn amid the present one, a vector of lanes at a time, where a processor would wait for reads.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DrawNextBirth(int first)
    {
        SplitMix64Abreast random = new(_random + first);
        DrawBirth(first, ref random);
        random.Store(_random + first);
    }

    // Where one of the trials began since.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DrawBirthAgain(int first)
    {
        SplitMix64Abreast random = new(_random + first);
        random.Skip(-_drawsOfChild);
        DrawBirth(first, ref random);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DrawBirth(int first, ref SplitMix64Abreast random)
    {
        Vector256<int> offset = Vector256.LoadAligned(_offset + first);
        uint* contestants = _contestants + first;
        for (int i = 0; i < Sample; i++)
            Place(random.Next(Population) + offset).StoreAligned(contestants + i * Count);
        (Vector256<int> position, Vector256<int> drawn) = TMutation.Next(_positions, _choices, ref random);
        position.StoreAligned(_mutated + first);
        drawn.StoreAligned(_drawn + first);
    }

    // The best of a sample is mutated.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Bear(int first)
    {
        ulong* members = _members + first;
        uint* contestants = _contestants + first;
        (Vector256<ulong> low, Vector256<ulong> high) = (Four(members, contestants), Four(members + Width / 2, contestants + Width / 2));
        for (int i = 1; i < Sample; i++)
        {
            contestants += Count;
            (Vector256<ulong> otherLow, Vector256<ulong> otherHigh) = (Four(members, contestants), Four(members + Width / 2, contestants + Width / 2));
            low = Vector256.ConditionalSelect(IsBetter(otherLow, low), otherLow, low);
            high = Vector256.ConditionalSelect(IsBetter(otherHigh, high), otherHigh, high);
        }
        Vector256<int> parent = LowerHalves(low, high), position = Vector256.LoadAligned(_mutated + first), digit = Vector256.LoadAligned(_drawn + first);
        Vector256<int> own = Avx2.ShiftRightLogicalVariable(parent, (position * ArchitectureSpace.BitsOfDigit).AsUInt32()) & Vector256.Create((1 << ArchitectureSpace.BitsOfDigit) - 1);
        // Where the present value is left out, those above it come one later.
        if (TMutation.LeavesOwnOut)
            digit -= Vector256.GreaterThanOrEqual(digit, own);
        ((parent >>> _digitBits) + (digit - own) * Avx2.PermuteVar8x32(_weights, position)).AsUInt32().StoreAligned(_codes + first);
    }

    // The architectures of the children.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Find(int first)
    {
        uint* codes = _codes + first;
        ushort* ofCode = ArchitectureOfCode;
        Avx2.ConvertToVector256Int32(Vector128.Create(
            ofCode[codes[0]], ofCode[codes[1]], ofCode[codes[2]], ofCode[codes[3]], ofCode[codes[4]], ofCode[codes[5]], ofCode[codes[6]], ofCode[codes[7]]))
            .StoreAligned(Architectures + first);
    }

    // The run that each training draws. What goes to memory as a vector comes back a number at a time: the other way round the processor would
    // have to wait for the cache.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Draw(int first)
    {
        int* architecture = Architectures + first;
        nint* entries = Entries + first;
        byte* entry0 = (byte*)entries[0] + architecture[0], entry1 = (byte*)entries[1] + architecture[1];
        byte* entry2 = (byte*)entries[2] + architecture[2], entry3 = (byte*)entries[3] + architecture[3];
        byte* entry4 = (byte*)entries[4] + architecture[4], entry5 = (byte*)entries[5] + architecture[5];
        byte* entry6 = (byte*)entries[6] + architecture[6], entry7 = (byte*)entries[7] + architecture[7];
        Vector128<byte> counted = Vector128.CreateScalarUnsafe((uint)*entry0).AsByte();
        counted = Sse41.Insert(counted, *entry1, 1);
        counted = Sse41.Insert(counted, *entry2, 2);
        counted = Sse41.Insert(counted, *entry3, 3);
        counted = Sse41.Insert(counted, *entry4, 4);
        counted = Sse41.Insert(counted, *entry5, 5);
        counted = Sse41.Insert(counted, *entry6, 6);
        counted = Sse41.Insert(counted, *entry7, 7);
        Vector128<byte> zeros = Vector128.CreateScalarUnsafe(*(ulong*)(Zeros + first)).AsByte();
        // 0 where an earlier trial left it.
        Vector128<byte> earlier = Sse2.SubtractSaturate(counted, zeros);
        if (Vector128.EqualsAny(earlier, Vector128.Create((byte)TrainingCounts.MostCounted)))
        {
            DrawOfMany(first);
            return;
        }
        counted = zeros + earlier + Vector128<byte>.One;
        (*entry0, *entry1, *entry2, *entry3) = (counted[0], counted[1], counted[2], counted[3]);
        (*entry4, *entry5, *entry6, *entry7) = (counted[4], counted[5], counted[6], counted[7]);
        Vector256<int> architectures = Vector256.LoadAligned(architecture);
        Vector256<uint> draws = new SplitMix64Abreast(_firstDraws + first).After((Avx2.ConvertToVector256Int32(earlier) << TrialWorld.BitsOfArchitecture | architectures).AsUInt32());
        Vector256<uint> runs;
        if (RunsOfEach > 0)
        {
            Vector256<uint> count = Vector256.Create(RunsOfEach);
            runs = architectures.AsUInt32() * count + SplitMix64.ScaledEqually(draws, count);
        }
        else
        {
            (Vector256<uint> firstRuns, Vector256<uint> count) = Runs(FirstRuns, architecture);
            runs = firstRuns + SplitMix64.Scaled(draws, count);
        }
        (runs + runs).StoreAligned(_places + first);
    }

    // Each's first run and the next one's, side by side; where runs begin, and how many there are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<uint> First, Vector256<uint> Count) Runs(int* firstRuns, int* architecture)
    {
        Vector256<float> low = Pairs(firstRuns, architecture).AsSingle(), high = Pairs(firstRuns, architecture + Width / 2).AsSingle();
        // Shuffling leaves them in the order 0 1, 4 5, 2 3, 6 7.
        Vector256<uint> first = Avx2.Permute4x64(Avx.Shuffle(low, high, 0b10_00_10_00).AsInt64(), 0b11_01_10_00).AsUInt32();
        return (first, Avx2.Permute4x64(Avx.Shuffle(low, high, 0b11_01_11_01).AsInt64(), 0b11_01_10_00).AsUInt32() - first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Pairs(int* firstRuns, int* architecture) => Vector256.Create(
        *(long*)(firstRuns + architecture[0]), *(long*)(firstRuns + architecture[1]), *(long*)(firstRuns + architecture[2]), *(long*)(firstRuns + architecture[3]));

    // Seldom: where one was trained so often that its count lies elsewhere.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DrawOfMany(int first)
    {
        for (int lane = first; lane < first + Width; lane++)
        {
            int architecture = Architectures[lane];
            _places[lane] = 2 * TableOracle.ChosenRun(Oracle.FirstRuns, architecture, TrialWorld.Draw(_firstDraws[SplitMix64Abreast.Slot(lane)] - SplitMix64.Step, architecture, Counts[lane].Next(architecture)));
        }
    }

    // Clocks, incumbents and populations; a bit for each lane whose evaluation is not before its budget.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Conclude(int first)
    {
        (Vector256<double> costLow, Vector256<ulong> runLow) = Trained(_places + first);
        (Vector256<double> costHigh, Vector256<ulong> runHigh) = Trained(_places + first + Width / 2);
        ulong* place = _members + Oldest * Count + first, again = place + Population * Count;
        runLow.StoreAligned(place);
        runHigh.StoreAligned(place + Width / 2);
        runLow.StoreAligned(again);
        runHigh.StoreAligned(again + Width / 2);
        double* earlierClock = EarlierClock + first;
        ulong* earlierBest = EarlierBest + first;
        Vector256<double> clockLow = Vector256.LoadAligned(Clock + first) + costLow, clockHigh = Vector256.LoadAligned(Clock + first + Width / 2) + costHigh;
        Vector256<double> isBeforeLow = Vector256.LessThan(clockLow, Vector256.LoadAligned(Seconds + first));
        Vector256<double> isBeforeHigh = Vector256.LessThan(clockHigh, Vector256.LoadAligned(Seconds + first + Width / 2));
        uint isBefore = isBeforeLow.ExtractMostSignificantBits() | isBeforeHigh.ExtractMostSignificantBits() << Width / 2;
        if (isBefore != (1u << Width) - 1)
        {
            Vector256.LoadAligned(earlierClock).StoreAligned(EarliestClock + first);
            Vector256.LoadAligned(earlierClock + Width / 2).StoreAligned(EarliestClock + first + Width / 2);
            Vector256.LoadAligned(earlierBest).StoreAligned(EarliestBest + first);
            Vector256.LoadAligned(earlierBest + Width / 2).StoreAligned(EarliestBest + first + Width / 2);
            runLow.StoreAligned(Last + first);
            runHigh.StoreAligned(Last + first + Width / 2);
        }
        clockLow.StoreAligned(earlierClock);
        clockHigh.StoreAligned(earlierClock + Width / 2);
        Vector256<ulong> bestLow = Vector256.LoadAligned(Best + first), bestHigh = Vector256.LoadAligned(Best + first + Width / 2);
        Vector256.ConditionalSelect(IsBetter(runLow, bestLow), runLow, bestLow).StoreAligned(earlierBest);
        Vector256.ConditionalSelect(IsBetter(runHigh, bestHigh), runHigh, bestHigh).StoreAligned(earlierBest + Width / 2);
        return isBefore ^ ((1u << Width) - 1);
    }

    // Cost and key of four runs, by twice their numbers: how many times eight bytes they lie behind the first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<double> Cost, Vector256<ulong> Key) Trained(uint* places)
    {
        double* trainings = (double*)Ranked.First;
        Vector256<double> even = Vector256.Create(Vector128.Load(trainings + places[0]), Vector128.Load(trainings + places[2]));
        Vector256<double> odd = Vector256.Create(Vector128.Load(trainings + places[1]), Vector128.Load(trainings + places[3]));
        return (Avx.UnpackLow(even, odd), Avx.UnpackHigh(even, odd).AsUInt64());
    }

    // Keys are below 2^63.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> IsBetter(Vector256<ulong> run, Vector256<ulong> best) =>
        Vector256.GreaterThan(run.AsInt64(), (best | Vector256.Create(RankedRun.Architecture)).AsInt64()).AsUInt64();

    // Where a member of the population lies. Below 2^16, where multiplying is fast everywhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Place(Vector256<int> number) => (number.AsUInt16() * Vector256.Create((ushort)Count)).AsUInt32();

    // Of each lane a value of its own, by plain loads: gather instructions take twice as long.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Four(ulong* values, uint* places) => Vector256.Create(
        Sse2.LoadHigh(Sse2.LoadScalarVector128((double*)(values + places[0])), (double*)(values + 1 + places[1])),
        Sse2.LoadHigh(Sse2.LoadScalarVector128((double*)(values + 2 + places[2])), (double*)(values + 3 + places[3]))).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> LowerHalves(Vector256<ulong> low, Vector256<ulong> high)
    {
        // Shuffling leaves them in the order 0 1, 4 5, 2 3, 6 7.
        Vector256<float> halves = Avx.Shuffle(low.AsSingle(), high.AsSingle(), 0b10_00_10_00);
        return Avx2.Permute4x64(halves.AsInt64(), 0b11_01_10_00).AsInt32();
    }
}
