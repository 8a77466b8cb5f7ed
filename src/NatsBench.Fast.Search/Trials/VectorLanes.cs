using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NatsBench.Fast.Model;
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
    private readonly Vector256<int> _weights;

    // The place of the first of a trial's population.
    private readonly int* _offset;

    // Of the present step.
    private readonly uint* _children;
    private readonly uint* _codes;
    private readonly uint* _runs;

    // Indices of a vector on their way to loads.
    private readonly uint* _indices;

    // By place, and lane within it.
    private readonly double* _rewards;
    private readonly uint* _packed;

    public VectorLanes(TableOracle oracle, int population, int sample, TrainingCounts[] counts)
        : base(oracle, population, sample, counts)
    {
        ArchitectureSpace space = oracle.Space;
        (_positions, _choices, _digitBits) = (space.Positions, space.Choices, space.DigitBits);
        _offset = Room<int>(Count);
        _children = Room<uint>(Count);
        _codes = Room<uint>(Count);
        _runs = Room<uint>(Count);
        _indices = Room<uint>(Width);
        Span<int> weights = stackalloc int[Width];
        weights.Clear();
        for (int position = 0; position < space.Positions; position++)
            weights[position] = space.Weights[position] << _digitBits;
        _weights = Vector256.Create<int>(weights);
        _rewards = Room<double>(population * Count);
        _packed = Room<uint>(population * Count);
    }

    public override void Put(int lane, ReadOnlySpan<int> architectures, ReadOnlySpan<Evaluation> evaluations)
    {
        _offset[lane] = Oldest;
        ReadOnlySpan<uint> packed = Oracle.Space.Packed;
        for (int i = 0, place = Oldest; i < architectures.Length; i++)
        {
            (_packed[place * Count + lane], _rewards[place * Count + lane]) = (packed[architectures[i]], evaluations[i].Accuracy);
            place = place + 1 == Population ? 0 : place + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override uint Run(CancellationToken cancellation)
    {
        uint ended = 0;
        do
        {
            BeginStep(cancellation);
            for (int first = 0; first < Count; first += Width)
                Bear(first);
            for (int first = 0; first < Count; first += Width)
                Find(first);
            for (int first = 0; first < Count; first += Width)
                Draw(first);
            for (int first = 0; first < Count; first += Width)
                ended |= Conclude(first) << first;
            EndStep();
        }
        while (ended == 0);
        return ended;
    }

    // The best of a sample is mutated: the child, and where its runs are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Bear(int first)
    {
        SplitMix64Abreast random = new(Random + first);
        Vector256<int> offset = Vector256.LoadAligned(_offset + first), population = Vector256.Create(Population);
        double* rewards = _rewards + first;
        uint* indices = _indices, packed = _packed + first;
        Vector256<int> best = Place(random.Next(population), offset, population);
        (Vector256<double> rewardLow, Vector256<double> rewardHigh) = Load(rewards, best, indices);
        for (int i = 1; i < Sample; i++)
        {
            Vector256<int> other = Place(random.Next(population), offset, population);
            (Vector256<double> otherLow, Vector256<double> otherHigh) = Load(rewards, other, indices);
            Vector256<double> isBetterLow = Vector256.GreaterThan(otherLow, rewardLow), isBetterHigh = Vector256.GreaterThan(otherHigh, rewardHigh);
            best = Vector256.ConditionalSelect(Narrow(isBetterLow, isBetterHigh), other, best);
            rewardLow = Vector256.ConditionalSelect(isBetterLow, otherLow, rewardLow);
            rewardHigh = Vector256.ConditionalSelect(isBetterHigh, otherHigh, rewardHigh);
        }
        best.AsUInt32().StoreAligned(indices);
        Vector256<uint> parent = Vector256.Create(
            packed[indices[0]], packed[indices[1] + 1], packed[indices[2] + 2], packed[indices[3] + 3],
            packed[indices[4] + 4], packed[indices[5] + 5], packed[indices[6] + 6], packed[indices[7] + 7]);
        (Vector256<int> position, Vector256<int> digit) = TMutation.Next(_positions, _choices, parent, ref random);
        random.Store(Random + first);
        Vector256<int> difference = digit - IMutationAbreast.DigitAt(parent, position);
        Vector256<int> inDigits = Avx2.ShiftLeftLogicalVariable(difference, (position * ArchitectureSpace.BitsOfDigit).AsUInt32());
        Vector256<uint> child = parent + (inDigits + difference * Avx2.PermuteVar8x32(_weights, position)).AsUInt32();
        child.StoreAligned(_children + first);
        (child >> _digitBits).StoreAligned(_codes + first);
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
        Vector256<int> architectures = Vector256.LoadAligned(architecture), firstRuns, runs;
        if (RunsOfEach > 0)
        {
            runs = Vector256.Create((int)RunsOfEach);
            firstRuns = architectures * runs;
        }
        else
            (firstRuns, runs) = Runs(FirstRuns, architecture);
        Vector256<uint> draws = new SplitMix64Abreast(DrawKeys + first).At((Avx2.ConvertToVector256Int32(earlier) << TrialWorld.BitsOfArchitecture | architectures).AsUInt32());
        (firstRuns + SplitMix64Abreast.Scaled(draws, runs)).AsUInt32().StoreAligned(_runs + first);
    }

    // Each's first run and the next one's, side by side; where runs begin, and how many there are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> First, Vector256<int> Count) Runs(int* firstRuns, int* architecture)
    {
        Vector256<float> low = Pairs(firstRuns, architecture).AsSingle(), high = Pairs(firstRuns, architecture + Width / 2).AsSingle();
        // Shuffling leaves them in the order 0 1, 4 5, 2 3, 6 7.
        Vector256<int> first = Avx2.Permute4x64(Avx.Shuffle(low, high, 0b10_00_10_00).AsInt64(), 0b11_01_10_00).AsInt32();
        return (first, Avx2.Permute4x64(Avx.Shuffle(low, high, 0b11_01_11_01).AsInt64(), 0b11_01_10_00).AsInt32() - first);
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
            _runs[lane] = TableOracle.ChosenRun(Oracle.FirstRuns, architecture, TrialWorld.Draw(DrawKeys[lane], architecture, Counts[lane].Next(architecture)));
        }
    }

    // Clocks, incumbents and populations; a bit for each lane whose evaluation is not before its budget.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Conclude(int first)
    {
        (Vector256<double> accuracyLow, Vector256<double> costLow) = Trained(_runs + first);
        (Vector256<double> accuracyHigh, Vector256<double> costHigh) = Trained(_runs + first + Width / 2);
        int place = Oldest * Count + first;
        accuracyLow.StoreAligned(_rewards + place);
        accuracyHigh.StoreAligned(_rewards + place + Width / 2);
        Vector256.LoadAligned(_children + first).StoreAligned(_packed + place);
        Vector256<double> clockLow = Vector256.LoadAligned(Clock + first), clockHigh = Vector256.LoadAligned(Clock + first + Width / 2);
        Vector256<double> nextLow = clockLow + costLow, nextHigh = clockHigh + costHigh;
        Vector256<double> rewardLow = Vector256.LoadAligned(Reward + first), rewardHigh = Vector256.LoadAligned(Reward + first + Width / 2);
        Vector256<double> isBetterLow = Vector256.GreaterThan(accuracyLow, rewardLow), isBetterHigh = Vector256.GreaterThan(accuracyHigh, rewardHigh);
        Vector256<double> isBeforeLow = Vector256.LessThan(nextLow, Vector256.LoadAligned(Seconds + first));
        Vector256<double> isBeforeHigh = Vector256.LessThan(nextHigh, Vector256.LoadAligned(Seconds + first + Width / 2));
        Vector256<int> incumbent = Vector256.LoadAligned(Incumbent + first), earlierIncumbent = incumbent;
        Vector256<double> earlierLow = clockLow, earlierHigh = clockHigh;
        uint isBefore = isBeforeLow.ExtractMostSignificantBits() | isBeforeHigh.ExtractMostSignificantBits() << Width / 2;
        if (isBefore != (1u << Width) - 1)
        {
            // The others stay as they are, but for what was last.
            nextLow.StoreAligned(NextClock + first);
            nextHigh.StoreAligned(NextClock + first + Width / 2);
            accuracyLow.StoreAligned(Accuracy + first);
            accuracyHigh.StoreAligned(Accuracy + first + Width / 2);
            isBetterLow &= isBeforeLow;
            isBetterHigh &= isBeforeHigh;
            nextLow = Vector256.ConditionalSelect(isBeforeLow, nextLow, clockLow);
            nextHigh = Vector256.ConditionalSelect(isBeforeHigh, nextHigh, clockHigh);
            earlierLow = Vector256.ConditionalSelect(isBeforeLow, clockLow, Vector256.LoadAligned(EarlierClock + first));
            earlierHigh = Vector256.ConditionalSelect(isBeforeHigh, clockHigh, Vector256.LoadAligned(EarlierClock + first + Width / 2));
            earlierIncumbent = Vector256.ConditionalSelect(Narrow(isBeforeLow, isBeforeHigh), incumbent, Vector256.LoadAligned(EarlierIncumbent + first));
        }
        earlierLow.StoreAligned(EarlierClock + first);
        earlierHigh.StoreAligned(EarlierClock + first + Width / 2);
        nextLow.StoreAligned(Clock + first);
        nextHigh.StoreAligned(Clock + first + Width / 2);
        Vector256.ConditionalSelect(isBetterLow, accuracyLow, rewardLow).StoreAligned(Reward + first);
        Vector256.ConditionalSelect(isBetterHigh, accuracyHigh, rewardHigh).StoreAligned(Reward + first + Width / 2);
        earlierIncumbent.StoreAligned(EarlierIncumbent + first);
        Vector256.ConditionalSelect(Narrow(isBetterLow, isBetterHigh), Vector256.LoadAligned(Architectures + first), incumbent).StoreAligned(Incumbent + first);
        return isBefore ^ ((1u << Width) - 1);
    }

    // Accuracy and cost of four runs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<double> Accuracy, Vector256<double> Cost) Trained(uint* runs)
    {
        double* trainings = Oracle.Runs;
        Vector256<double> even = Vector256.Create(Vector128.Load(trainings + 2L * runs[0]), Vector128.Load(trainings + 2L * runs[2]));
        Vector256<double> odd = Vector256.Create(Vector128.Load(trainings + 2L * runs[1]), Vector128.Load(trainings + 2L * runs[3]));
        return (Avx.UnpackLow(even, odd), Avx.UnpackHigh(even, odd));
    }

    // Where a member of the population lies: its number, turned to where the trial's first one is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Place(Vector256<int> number, Vector256<int> offset, Vector256<int> population)
    {
        Vector256<uint> turned = (number + offset).AsUInt32();
        return Vector256.Min(turned, turned - population.AsUInt32()).AsInt32() * Count;
    }

    // Of each lane a value of its own, by plain loads: gather instructions take twice as long.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Low, Vector256<double> High) Load(double* values, Vector256<int> places, uint* indices)
    {
        places.AsUInt32().StoreAligned(indices);
        return (Vector256.Create(Pair(values, indices), Pair(values + 2, indices + 2)), Vector256.Create(Pair(values + 4, indices + 4), Pair(values + 6, indices + 6)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Pair(double* values, uint* indices) =>
        Sse2.LoadHigh(Sse2.LoadScalarVector128(values + indices[0]), values + 1 + indices[1]);

    // Of masks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Narrow(Vector256<double> low, Vector256<double> high)
    {
        // Shuffling leaves them in the order 0 1, 4 5, 2 3, 6 7.
        Vector256<float> halves = Avx.Shuffle(low.AsSingle(), high.AsSingle(), 0b10_00_10_00);
        return Avx2.Permute4x64(halves.AsInt64(), 0b11_01_10_00).AsInt32();
    }
}
