using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;
using NatsBench.Fast.Search.Spaces;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// Trials of regularised evolution abreast, each in a lane of vectors: a child waits for its parents, and theirs, so that one trial alone
/// leaves most of a processor idle. Needs AVX2. Used by one thread.
/// </summary>
internal sealed unsafe class EvolutionLanes
{
    /// <summary>How many trials run abreast: a multiple of the width, at most 32.</summary>
    public const int Count = 24;

    private const int Width = 8;

    private readonly TableOracle _oracle;
    private readonly List<object> _memory = [];

    // By code: its architecture's first run, above it (from bit 32) how many runs it has, and above that (from bit 48) the architecture.
    private readonly ulong* _architectureOfCode;
    private readonly TrainingCounts[] _counts;
    private readonly int _population;
    private readonly int _sample;
    private readonly int _positions;
    private readonly int _choices;
    private readonly int _digitBits;
    private readonly Vector256<int> _weights;

    // Of each lane.
    private readonly ulong* _random;
    private readonly ulong* _drawKeys;
    private readonly double* _seconds;
    private readonly double* _budgets;
    private readonly double* _clock;
    private readonly double* _earlierClock;
    private readonly double* _reward;
    private readonly int* _incumbent;
    private readonly int* _earlierIncumbent;

    // In which step the evaluations that its budget allows are spent.
    private readonly long* _spent;

    // Of TrainingCounts.
    private readonly nint* _entries;
    private readonly byte* _zeros;

    // The place of the first of a trial's population: all lanes put their children into one place at a time.
    private readonly int* _offset;

    // Of the present step.
    private readonly uint* _children;
    private readonly uint* _codes;
    private readonly ulong* _found;
    private readonly int* _architectures;
    private readonly uint* _runs;
    private readonly double* _nextClock;
    private readonly double* _accuracy;

    // Indices of a vector on their way to loads.
    private readonly uint* _indices;

    // By place, and lane within it.
    private readonly double* _rewards;
    private readonly uint* _packed;
    private int _oldest;
    private long _step;
    private long _firstSpent = long.MaxValue;

    public EvolutionLanes(TableOracle oracle, int population, int sample, TrainingCounts[] counts)
    {
        ArchitectureSpace space = oracle.Space;
        (_oracle, _counts, _population, _sample) = (oracle, counts, population, sample);
        (_positions, _choices, _digitBits) = (space.Positions, space.Choices, space.DigitBits);
        _random = Room<ulong>(Count);
        _drawKeys = Room<ulong>(Count);
        _seconds = Room<double>(Count);
        _budgets = Room<double>(Count);
        _clock = Room<double>(Count);
        _earlierClock = Room<double>(Count);
        _reward = Room<double>(Count);
        _incumbent = Room<int>(Count);
        _earlierIncumbent = Room<int>(Count);
        _spent = Room<long>(Count);
        _entries = Room<nint>(Count);
        _zeros = Room<byte>(Count);
        _offset = Room<int>(Count);
        _children = Room<uint>(Count);
        _codes = Room<uint>(Count);
        _found = Room<ulong>(Count);
        _architectures = Room<int>(Count);
        _runs = Room<uint>(Count);
        _nextClock = Room<double>(Count);
        _accuracy = Room<double>(Count);
        _indices = Room<uint>(Width);
        _architectureOfCode = Room<ulong>(space.IndexOfCode.Length);
        for (int code = 0; code < space.IndexOfCode.Length; code++)
        {
            int architecture = space.IndexOfCode[code];
            (int firstRun, int nextRun) = (oracle.FirstRuns[architecture], oracle.FirstRuns[architecture + 1]);
            _architectureOfCode[code] = (uint)firstRun | (ulong)(nextRun - firstRun) << 32 | (ulong)architecture << 48;
        }
        Span<int> weights = stackalloc int[Width];
        weights.Clear();
        for (int position = 0; position < space.Positions; position++)
            weights[position] = space.Weights[position] << _digitBits;
        _weights = Vector256.Create<int>(weights);
        _rewards = Room<double>(population * Count);
        _packed = Room<uint>(population * Count);
        for (int lane = 0; lane < Count; lane++)
        {
            _entries[lane] = counts[lane].First;
            Idle(lane);
        }
    }

    private T* Room<T>(int length)
        where T : unmanaged
    {
        AlignedArray<T> room = new(length);
        room.Span.Clear();
        _memory.Add(room);
        return room.First;
    }

    /// <summary>Whether an oracle's runs can be told in the bits that are there for them.</summary>
    public static bool Fit(TableOracle oracle)
    {
        ReadOnlySpan<int> firstRuns = new(oracle.FirstRuns, oracle.Space.Count + 1);
        bool fits = oracle.Space.Count <= ushort.MaxValue + 1;
        for (int i = 1; i < firstRuns.Length; i++)
            fits &= firstRuns[i] - firstRuns[i - 1] <= ushort.MaxValue;
        return fits;
    }

    /// <summary>Lets a lane run for nobody.</summary>
    public void Idle(int lane)
    {
        (_random[lane], _drawKeys[lane], _offset[lane]) = (0, 0, 0);
        (_seconds[lane], _spent[lane], _clock[lane]) = (double.PositiveInfinity, long.MaxValue, 0);
        _zeros[lane] = (byte)_counts[lane].Zero;
    }

    /// <summary>Begins a trial in a lane, after its first population.</summary>
    /// <param name="lane">0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">The algorithm's generator.</param>
    /// <param name="drawKey">The key of the trial's draws.</param>
    /// <param name="evaluations">Where the trial stands.</param>
    /// <param name="seconds">Its budget.</param>
    /// <param name="left">How many more evaluations may end before it.</param>
    public void Begin(int lane, ulong random, ulong drawKey, in EvaluationsBefore evaluations, double seconds, int left)
    {
        (_random[lane], _drawKeys[lane], _offset[lane]) = (random, drawKey, _oldest);
        (_seconds[lane], _budgets[lane], _spent[lane], _zeros[lane]) = (seconds, seconds, _step + left, (byte)_counts[lane].Zero);
        (_clock[lane], _earlierClock[lane]) = (evaluations.Clock, evaluations.EarlierClock);
        (_reward[lane], _incumbent[lane], _earlierIncumbent[lane]) = (evaluations.Reward, evaluations.Incumbent, evaluations.EarlierIncumbent);
        _firstSpent = long.Min(_firstSpent, _spent[lane]);
    }

    /// <summary>Puts the first population in its places, after <see cref="Begin"/>.</summary>
    /// <param name="lane">0 to <see cref="Count"/> - 1.</param>
    /// <param name="architectures">The population.</param>
    /// <param name="evaluations">What its trainings gave.</param>
    public void Put(int lane, ReadOnlySpan<int> architectures, ReadOnlySpan<Evaluation> evaluations)
    {
        ReadOnlySpan<uint> packed = _oracle.Space.Packed;
        for (int i = 0, place = _oldest; i < architectures.Length; i++)
        {
            (_packed[place * Count + lane], _rewards[place * Count + lane]) = (packed[architectures[i]], evaluations[i].Accuracy);
            place = place + 1 == _population ? 0 : place + 1;
        }
    }

    /// <summary>Where the trial in a lane stood before its last evaluation.</summary>
    public EvaluationsBefore Before(int lane) => new(
        _earlierClock[lane], _clock[lane], _budgets[lane], _reward[lane], _incumbent[lane], _earlierIncumbent[lane]);

    /// <summary>How many more evaluations of the trial in a lane might have ended before its budget, when its last one did not.</summary>
    public int Left(int lane) => (int)(_spent[lane] - (_step - 1));

    /// <summary>The last evaluation of a lane that ended.</summary>
    public (int Architecture, double Clock, double Accuracy) Last(int lane) =>
        (_architectures[lane], _nextClock[lane], _accuracy[lane]);

    /// <summary>Runs all lanes until an evaluation is at the budget or beyond it.</summary>
    /// <typeparam name="TMutation">The mutation.</typeparam>
    /// <param name="cancellation">Stops between evaluations.</param>
    /// <returns>A bit for each lane that is.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public uint Run<TMutation>(CancellationToken cancellation)
        where TMutation : struct, IMutationAbreast
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_step >= _firstSpent)
                Spend();
            for (int first = 0; first < Count; first += Width)
                Bear<TMutation>(first);
            for (int first = 0; first < Count; first += Width)
                Find(first);
            for (int first = 0; first < Count; first += Width)
                Draw(first);
            uint ended = 0;
            for (int first = 0; first < Count; first += Width)
                ended |= Conclude(first) << first;
            _oldest = _oldest + 1 == _population ? 0 : _oldest + 1;
            _step++;
            if (ended != 0)
                return ended;
        }
    }

    // No evaluation ends before a budget of no seconds.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Spend()
    {
        _firstSpent = long.MaxValue;
        for (int lane = 0; lane < Count; lane++)
            if (_spent[lane] <= _step)
                _seconds[lane] = double.NegativeInfinity;
            else
                _firstSpent = long.Min(_firstSpent, _spent[lane]);
    }

    /// <summary>A digit of each architecture.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> DigitAt(Vector256<uint> digits, Vector256<int> position) =>
        Avx2.ShiftRightLogicalVariable(digits, (position * ArchitectureSpace.BitsOfDigit).AsUInt32()).AsInt32() & Vector256.Create((1 << ArchitectureSpace.BitsOfDigit) - 1);

    // The best of a sample is mutated: the child, and where its runs are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Bear<TMutation>(int first)
        where TMutation : struct, IMutationAbreast
    {
        SplitMix64Abreast random = new(_random + first);
        Vector256<int> offset = Vector256.LoadAligned(_offset + first), population = Vector256.Create(_population);
        double* rewards = _rewards + first;
        uint* indices = _indices, packed = _packed + first;
        Vector256<int> best = Place(random.Next(population), offset, population);
        (Vector256<double> rewardLow, Vector256<double> rewardHigh) = Load(rewards, best, indices);
        for (int i = 1; i < _sample; i++)
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
        random.Store(_random + first);
        Vector256<int> difference = digit - DigitAt(parent, position);
        Vector256<int> inDigits = Avx2.ShiftLeftLogicalVariable(difference, (position * ArchitectureSpace.BitsOfDigit).AsUInt32());
        Vector256<uint> child = parent + (inDigits + difference * Avx2.PermuteVar8x32(_weights, position)).AsUInt32();
        child.StoreAligned(_children + first);
        (child >> _digitBits).StoreAligned(_codes + first);
    }

    // The architectures of the children, and where their runs are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Find(int first)
    {
        uint* codes = _codes + first;
        ulong* architectureOfCode = _architectureOfCode, found = _found + first;
        Vector256.Create(architectureOfCode[codes[0]], architectureOfCode[codes[1]], architectureOfCode[codes[2]], architectureOfCode[codes[3]]).StoreAligned(found);
        Vector256.Create(architectureOfCode[codes[4]], architectureOfCode[codes[5]], architectureOfCode[codes[6]], architectureOfCode[codes[7]]).StoreAligned(found + Width / 2);
    }

    // The run that each training draws. What goes to memory as a vector comes back a number at a time: the other way round the processor would
    // have to wait for the cache.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Draw(int first)
    {
        ushort* architecture = (ushort*)(_found + first) + 3;
        nint* entries = _entries + first;
        byte* entry0 = (byte*)entries[0] + architecture[0], entry1 = (byte*)entries[1] + architecture[4];
        byte* entry2 = (byte*)entries[2] + architecture[8], entry3 = (byte*)entries[3] + architecture[12];
        byte* entry4 = (byte*)entries[4] + architecture[16], entry5 = (byte*)entries[5] + architecture[20];
        byte* entry6 = (byte*)entries[6] + architecture[24], entry7 = (byte*)entries[7] + architecture[28];
        Vector128<byte> counted = Vector128.CreateScalarUnsafe((uint)*entry0).AsByte();
        counted = Sse41.Insert(counted, *entry1, 1);
        counted = Sse41.Insert(counted, *entry2, 2);
        counted = Sse41.Insert(counted, *entry3, 3);
        counted = Sse41.Insert(counted, *entry4, 4);
        counted = Sse41.Insert(counted, *entry5, 5);
        counted = Sse41.Insert(counted, *entry6, 6);
        counted = Sse41.Insert(counted, *entry7, 7);
        Vector128<byte> zeros = Vector128.CreateScalarUnsafe(*(ulong*)(_zeros + first)).AsByte();
        // 0 where an earlier trial left it.
        Vector128<byte> earlier = Sse2.SubtractSaturate(counted, zeros);
        Vector256<float> low = Vector256.LoadAligned(_found + first).AsSingle(), high = Vector256.LoadAligned(_found + first + Width / 2).AsSingle();
        // Shuffling leaves them in the order 0 1, 4 5, 2 3, 6 7.
        Vector256<int> firstRuns = Avx2.Permute4x64(Avx.Shuffle(low, high, 0b10_00_10_00).AsInt64(), 0b11_01_10_00).AsInt32();
        Vector256<uint> others = Avx2.Permute4x64(Avx.Shuffle(low, high, 0b11_01_11_01).AsInt64(), 0b11_01_10_00).AsUInt32();
        Vector256<int> architectures = (others >>> 16).AsInt32(), runs = (others & Vector256.Create<uint>(ushort.MaxValue)).AsInt32();
        architectures.StoreAligned(_architectures + first);
        if (Vector128.EqualsAny(earlier, Vector128.Create((byte)TrainingCounts.MostCounted)))
        {
            DrawOfMany(first);
            return;
        }
        counted = zeros + earlier + Vector128<byte>.One;
        (*entry0, *entry1, *entry2, *entry3) = (counted[0], counted[1], counted[2], counted[3]);
        (*entry4, *entry5, *entry6, *entry7) = (counted[4], counted[5], counted[6], counted[7]);
        Vector256<uint> draws = new SplitMix64Abreast(_drawKeys + first).At((Avx2.ConvertToVector256Int32(earlier) << TrialWorld.BitsOfArchitecture | architectures).AsUInt32());
        (firstRuns + SplitMix64Abreast.Scaled(draws, runs)).AsUInt32().StoreAligned(_runs + first);
    }

    // Seldom: where one was trained so often that its count lies elsewhere.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DrawOfMany(int first)
    {
        for (int lane = first; lane < first + Width; lane++)
        {
            int architecture = _architectures[lane];
            _runs[lane] = TableOracle.ChosenRun(_oracle.FirstRuns, architecture, TrialWorld.Draw(_drawKeys[lane], architecture, _counts[lane].Next(architecture)));
        }
    }

    // Clocks, incumbents and populations; a bit for each lane whose evaluation is not before its budget.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Conclude(int first)
    {
        (Vector256<double> accuracyLow, Vector256<double> costLow) = Trained(_runs + first);
        (Vector256<double> accuracyHigh, Vector256<double> costHigh) = Trained(_runs + first + Width / 2);
        int place = _oldest * Count + first;
        accuracyLow.StoreAligned(_rewards + place);
        accuracyHigh.StoreAligned(_rewards + place + Width / 2);
        Vector256.LoadAligned(_children + first).StoreAligned(_packed + place);
        Vector256<double> clockLow = Vector256.LoadAligned(_clock + first), clockHigh = Vector256.LoadAligned(_clock + first + Width / 2);
        Vector256<double> nextLow = clockLow + costLow, nextHigh = clockHigh + costHigh;
        Vector256<double> rewardLow = Vector256.LoadAligned(_reward + first), rewardHigh = Vector256.LoadAligned(_reward + first + Width / 2);
        Vector256<double> isBetterLow = Vector256.GreaterThan(accuracyLow, rewardLow), isBetterHigh = Vector256.GreaterThan(accuracyHigh, rewardHigh);
        Vector256<double> isBeforeLow = Vector256.LessThan(nextLow, Vector256.LoadAligned(_seconds + first));
        Vector256<double> isBeforeHigh = Vector256.LessThan(nextHigh, Vector256.LoadAligned(_seconds + first + Width / 2));
        Vector256<int> incumbent = Vector256.LoadAligned(_incumbent + first), earlierIncumbent = incumbent;
        Vector256<double> earlierLow = clockLow, earlierHigh = clockHigh;
        uint isBefore = isBeforeLow.ExtractMostSignificantBits() | isBeforeHigh.ExtractMostSignificantBits() << Width / 2;
        if (isBefore != (1u << Width) - 1)
        {
            // The others stay as they are, but for what was last.
            nextLow.StoreAligned(_nextClock + first);
            nextHigh.StoreAligned(_nextClock + first + Width / 2);
            accuracyLow.StoreAligned(_accuracy + first);
            accuracyHigh.StoreAligned(_accuracy + first + Width / 2);
            isBetterLow &= isBeforeLow;
            isBetterHigh &= isBeforeHigh;
            nextLow = Vector256.ConditionalSelect(isBeforeLow, nextLow, clockLow);
            nextHigh = Vector256.ConditionalSelect(isBeforeHigh, nextHigh, clockHigh);
            earlierLow = Vector256.ConditionalSelect(isBeforeLow, clockLow, Vector256.LoadAligned(_earlierClock + first));
            earlierHigh = Vector256.ConditionalSelect(isBeforeHigh, clockHigh, Vector256.LoadAligned(_earlierClock + first + Width / 2));
            earlierIncumbent = Vector256.ConditionalSelect(Narrow(isBeforeLow, isBeforeHigh), incumbent, Vector256.LoadAligned(_earlierIncumbent + first));
        }
        earlierLow.StoreAligned(_earlierClock + first);
        earlierHigh.StoreAligned(_earlierClock + first + Width / 2);
        nextLow.StoreAligned(_clock + first);
        nextHigh.StoreAligned(_clock + first + Width / 2);
        Vector256.ConditionalSelect(isBetterLow, accuracyLow, rewardLow).StoreAligned(_reward + first);
        Vector256.ConditionalSelect(isBetterHigh, accuracyHigh, rewardHigh).StoreAligned(_reward + first + Width / 2);
        earlierIncumbent.StoreAligned(_earlierIncumbent + first);
        Vector256.ConditionalSelect(Narrow(isBetterLow, isBetterHigh), Vector256.LoadAligned(_architectures + first), incumbent).StoreAligned(_incumbent + first);
        return isBefore ^ ((1u << Width) - 1);
    }

    // Accuracy and cost of four runs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<double> Accuracy, Vector256<double> Cost) Trained(uint* runs)
    {
        double* trainings = _oracle.Runs;
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
