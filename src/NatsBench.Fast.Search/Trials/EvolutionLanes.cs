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
    /// <summary>How many trials run abreast.</summary>
    public const int Count = 16;

    private const int Width = 8;

    private readonly TableOracle _oracle;
    private readonly List<object> _memory = [];
    private readonly int* _indexOfCode;
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
    private readonly double* _clock;
    private readonly double* _earlierClock;
    private readonly double* _reward;
    private readonly int* _incumbent;
    private readonly int* _earlierIncumbent;
    private readonly int* _left;

    // Of TrainingCounts.
    private readonly nint* _entries;
    private readonly int* _zeros;

    // The place of the first of a trial's population: all lanes put their children into one place at a time.
    private readonly int* _offset;

    // Of the present step.
    private readonly uint* _children;
    private readonly int* _architectures;
    private readonly ulong* _places;
    private readonly int* _runs;

    // Where its architecture's runs begin, and above it where the next one's do.
    private readonly long* _boundsOfRuns;
    private readonly double* _nextClock;
    private readonly double* _accuracy;

    // By place, and lane within it.
    private readonly double* _rewards;
    private readonly uint* _packed;
    private int _oldest;

    public EvolutionLanes(TableOracle oracle, int population, int sample, TrainingCounts[] counts)
    {
        ArchitectureSpace space = oracle.Space;
        (_oracle, _counts, _population, _sample) = (oracle, counts, population, sample);
        (_positions, _choices, _digitBits) = (space.Positions, space.Choices, space.DigitBits);
        _random = Room<ulong>(Count);
        _drawKeys = Room<ulong>(Count);
        _seconds = Room<double>(Count);
        _clock = Room<double>(Count);
        _earlierClock = Room<double>(Count);
        _reward = Room<double>(Count);
        _incumbent = Room<int>(Count);
        _earlierIncumbent = Room<int>(Count);
        _left = Room<int>(Count);
        _entries = Room<nint>(Count);
        _zeros = Room<int>(Count);
        _offset = Room<int>(Count);
        _children = Room<uint>(Count);
        _architectures = Room<int>(Count);
        _places = Room<ulong>(Count);
        _runs = Room<int>(Count);
        _boundsOfRuns = Room<long>(Count);
        _nextClock = Room<double>(Count);
        _accuracy = Room<double>(Count);
        _indexOfCode = Room<int>(space.IndexOfCode.Length);
        space.IndexOfCode.CopyTo(new Span<int>(_indexOfCode, space.IndexOfCode.Length));
        Span<int> weights = stackalloc int[Width];
        weights.Clear();
        space.Weights.CopyTo(weights);
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

    /// <summary>Lets a lane run for nobody.</summary>
    public void Idle(int lane)
    {
        (_random[lane], _drawKeys[lane], _offset[lane]) = (0, 0, 0);
        (_seconds[lane], _left[lane], _clock[lane]) = (double.PositiveInfinity, int.MaxValue, 0);
        _zeros[lane] = _counts[lane].Zero;
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
        (_seconds[lane], _left[lane], _zeros[lane]) = (seconds, left, _counts[lane].Zero);
        (_clock[lane], _earlierClock[lane]) = (evaluations.Clock, evaluations.EarlierClock);
        (_reward[lane], _incumbent[lane], _earlierIncumbent[lane]) = (evaluations.Reward, evaluations.Incumbent, evaluations.EarlierIncumbent);
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
        _earlierClock[lane], _clock[lane], _seconds[lane], _reward[lane], _incumbent[lane], _earlierIncumbent[lane]);

    /// <summary>How many more evaluations of the trial in a lane might have ended before its budget.</summary>
    public int Left(int lane) => _left[lane];

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
            for (int first = 0; first < Count; first += Width)
                Bear<TMutation>(first);
            CountTrainings();
            for (int first = 0; first < Count; first += Width)
                Draw(first);
            uint ended = 0;
            for (int first = 0; first < Count; first += Width)
                ended |= Conclude(first) << first;
            _oldest = _oldest + 1 == _population ? 0 : _oldest + 1;
            if (ended != 0)
                return ended;
        }
    }

    /// <summary>A digit of each architecture.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> DigitAt(Vector256<uint> digits, Vector256<int> position) =>
        Avx2.ShiftRightLogicalVariable(digits, (position * ArchitectureSpace.BitsOfDigit).AsUInt32()).AsInt32() & Vector256.Create((1 << ArchitectureSpace.BitsOfDigit) - 1);

    // The best of a sample is mutated: the child's architecture.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Bear<TMutation>(int first)
        where TMutation : struct, IMutationAbreast
    {
        SplitMix64Abreast random = new(_random + first);
        Vector256<int> offset = Vector256.LoadAligned(_offset + first);
        Vector256<int> population = Vector256.Create(_population), lanes = Vector256<int>.Indices + Vector256.Create(first);
        Vector256<int> best = Place(random.Next(population), offset, population, lanes);
        (Vector256<double> rewardLow, Vector256<double> rewardHigh) = Gather(_rewards, best);
        for (int i = 1; i < _sample; i++)
        {
            Vector256<int> other = Place(random.Next(population), offset, population, lanes);
            (Vector256<double> otherLow, Vector256<double> otherHigh) = Gather(_rewards, other);
            Vector256<double> isBetterLow = Vector256.GreaterThan(otherLow, rewardLow), isBetterHigh = Vector256.GreaterThan(otherHigh, rewardHigh);
            best = Vector256.ConditionalSelect(Narrow(isBetterLow, isBetterHigh), other, best);
            rewardLow = Vector256.ConditionalSelect(isBetterLow, otherLow, rewardLow);
            rewardHigh = Vector256.ConditionalSelect(isBetterHigh, otherHigh, rewardHigh);
        }
        Vector256<uint> parent = Avx2.GatherVector256(_packed, best, sizeof(uint));
        (Vector256<int> position, Vector256<int> digit) = TMutation.Next(_positions, _choices, parent, ref random);
        random.Store(_random + first);
        Vector256<int> difference = digit - DigitAt(parent, position);
        Vector256<int> inDigits = Avx2.ShiftLeftLogicalVariable(difference, (position * ArchitectureSpace.BitsOfDigit).AsUInt32());
        Vector256<int> inCode = difference * Avx2.PermuteVar8x32(_weights, position) << _digitBits;
        Vector256<uint> child = parent + (inDigits + inCode).AsUInt32();
        child.StoreAligned(_children + first);
    }

    // Each child's architecture, its runs, and where the draw of its training lies.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void CountTrainings()
    {
        int* indexOfCode = _indexOfCode, architectures = _architectures, zeros = _zeros, firstRuns = _oracle.FirstRuns;
        uint* children = _children;
        nint* entries = _entries;
        ulong* places = _places;
        long* runs = _boundsOfRuns;
        double* trainings = _oracle.Runs;
        int digitBits = _digitBits, lane = 0;
        for (; lane < Count; lane++)
        {
            int architecture = indexOfCode[children[lane] >> digitBits];
            architectures[lane] = architecture;
            long bounds = runs[lane] = *(long*)(firstRuns + architecture);
            Sse.Prefetch0(trainings + 2L * (int)bounds);
            byte* entry = (byte*)entries[lane] + architecture;
            int zero = zeros[lane], earlier = *entry - zero;
            earlier &= ~(earlier >> 31);
            if (earlier == TrainingCounts.MostCounted)
                break;
            *entry = (byte)(zero + earlier + 1);
            places[lane] = TrialWorld.PlaceOf(architecture, earlier);
        }
        // Seldom; apart, for a call in the loop would take its registers.
        for (; lane < Count; lane++)
        {
            int architecture = architectures[lane] = indexOfCode[children[lane] >> digitBits];
            runs[lane] = *(long*)(firstRuns + architecture);
            places[lane] = TrialWorld.PlaceOf(architecture, _counts[lane].Next(architecture));
        }
    }

    // The run that each training draws.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Draw(int first)
    {
        Vector256<uint> draws = new SplitMix64Abreast(_drawKeys + first).At(_places + first);
        Vector256<float> low = Vector256.LoadAligned(_boundsOfRuns + first).AsSingle(), high = Vector256.LoadAligned(_boundsOfRuns + first + Width / 2).AsSingle();
        // Shuffling leaves them in the order 0 1, 4 5, 2 3, 6 7.
        Vector256<int> firstRun = Avx2.Permute4x64(Avx.Shuffle(low, high, 0b10_00_10_00).AsInt64(), 0b11_01_10_00).AsInt32();
        Vector256<int> nextRun = Avx2.Permute4x64(Avx.Shuffle(low, high, 0b11_01_11_01).AsInt64(), 0b11_01_10_00).AsInt32();
        (firstRun + SplitMix64Abreast.Scaled(draws, nextRun - firstRun)).StoreAligned(_runs + first);
    }

    // Clocks, incumbents and populations; a bit for each lane whose evaluation is not before its budget, and which stays as it is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Conclude(int first)
    {
        (Vector256<double> accuracyLow, Vector256<double> costLow) = Trained(_runs + first);
        (Vector256<double> accuracyHigh, Vector256<double> costHigh) = Trained(_runs + first + Width / 2);
        Vector256<double> isLow = Conclude(first, accuracyLow, costLow, out Vector256<double> isBetterLow);
        Vector256<double> isHigh = Conclude(first + Width / 2, accuracyHigh, costHigh, out Vector256<double> isBetterHigh);
        Vector256<int> architectures = Vector256.LoadAligned(_architectures + first);
        Vector256<int> left = Vector256.LoadAligned(_left + first), incumbent = Vector256.LoadAligned(_incumbent + first);
        Vector256<int> isBefore = Narrow(isLow, isHigh);
        Vector256.ConditionalSelect(isBefore, incumbent, Vector256.LoadAligned(_earlierIncumbent + first)).StoreAligned(_earlierIncumbent + first);
        Vector256.ConditionalSelect(Narrow(isBetterLow, isBetterHigh), architectures, incumbent).StoreAligned(_incumbent + first);
        (left + isBefore).StoreAligned(_left + first);
        accuracyLow.StoreAligned(_rewards + _oldest * Count + first);
        accuracyHigh.StoreAligned(_rewards + _oldest * Count + first + Width / 2);
        Vector256.LoadAligned(_children + first).StoreAligned(_packed + _oldest * Count + first);
        return ~isBefore.ExtractMostSignificantBits() & ((1u << Width) - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Conclude(int first, Vector256<double> accuracy, Vector256<double> cost, out Vector256<double> isBetter)
    {
        Vector256<double> clock = Vector256.LoadAligned(_clock + first), reward = Vector256.LoadAligned(_reward + first);
        Vector256<double> next = clock + cost;
        Vector256<double> isBefore = Vector256.LessThan(next, Vector256.LoadAligned(_seconds + first))
            & Vector256.GreaterThan(Avx2.ConvertToVector256Int64(Vector128.LoadAligned(_left + first)), Vector256<long>.Zero).AsDouble();
        isBetter = Vector256.GreaterThan(accuracy, reward) & isBefore;
        next.StoreAligned(_nextClock + first);
        accuracy.StoreAligned(_accuracy + first);
        Vector256.ConditionalSelect(isBefore, clock, Vector256.LoadAligned(_earlierClock + first)).StoreAligned(_earlierClock + first);
        Vector256.ConditionalSelect(isBefore, next, clock).StoreAligned(_clock + first);
        Vector256.ConditionalSelect(isBetter, accuracy, reward).StoreAligned(_reward + first);
        return isBefore;
    }

    // Accuracy and cost of four runs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<double> Accuracy, Vector256<double> Cost) Trained(int* runs)
    {
        double* trainings = _oracle.Runs;
        Vector256<double> even = Vector256.Create(Vector128.Load(trainings + 2L * runs[0]), Vector128.Load(trainings + 2L * runs[2]));
        Vector256<double> odd = Vector256.Create(Vector128.Load(trainings + 2L * runs[1]), Vector128.Load(trainings + 2L * runs[3]));
        return (Avx.UnpackLow(even, odd), Avx.UnpackHigh(even, odd));
    }

    // Where a member of the population lies: its number, turned to where the trial's first one is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Place(Vector256<int> number, Vector256<int> offset, Vector256<int> population, Vector256<int> lanes)
    {
        Vector256<uint> turned = (number + offset).AsUInt32();
        return (Vector256.Min(turned, turned - population.AsUInt32()).AsInt32() * Count) + lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Low, Vector256<double> High) Gather(double* values, Vector256<int> indices) =>
        (Avx2.GatherVector256(values, indices.GetLower(), sizeof(double)), Avx2.GatherVector256(values, indices.GetUpper(), sizeof(double)));

    // Of masks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Narrow(Vector256<double> low, Vector256<double> high)
    {
        // Shuffling leaves them in the order 0 1, 4 5, 2 3, 6 7.
        Vector256<float> halves = Avx.Shuffle(low.AsSingle(), high.AsSingle(), 0b10_00_10_00);
        return Avx2.Permute4x64(halves.AsInt64(), 0b11_01_10_00).AsInt32();
    }
}
