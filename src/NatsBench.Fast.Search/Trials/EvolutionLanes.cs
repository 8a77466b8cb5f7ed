using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// Trials of regularised evolution abreast, each in a lane, a step of all at a time: a child waits for its parents, and theirs, so that one
/// trial alone leaves most of a processor idle. Where the trials stand, and how they begin and end; the step itself is another's. Used by one
/// thread.
/// </summary>
internal abstract unsafe class EvolutionLanes
{
    /// <summary>How many trials run abreast: three vectors' numbers.</summary>
    public const int Count = 24;

    private readonly Rooms _rooms = new();
    private readonly double* _budgets;

    // In which step the evaluations that its budget allows are spent.
    private readonly long* _spent;
    private long _step;
    private long _firstSpent = long.MaxValue;

    /// <summary>Lanes that run for nobody yet.</summary>
    /// <param name="oracle">Whose architectures are all allowed, and trained from scratch.</param>
    /// <param name="population">Architectures alive.</param>
    /// <param name="sample">Size of the tournament.</param>
    /// <param name="counts">Of each lane.</param>
    protected EvolutionLanes(TableOracle oracle, int population, int sample, TrainingCounts[] counts)
    {
        (Oracle, Counts, Population, Sample) = (oracle, counts, population, sample);
        _budgets = Room<double>(Count);
        _spent = Room<long>(Count);
        Seconds = Room<double>(Count);
        Clock = Room<double>(Count);
        EarlierClock = Room<double>(Count);
        Best = Room<ulong>(Count);
        EarlierBest = Room<ulong>(Count);
        Entries = Room<nint>(Count);
        Zeros = Room<byte>(Count);
        Architectures = Room<int>(Count);
        EarliestClock = Room<double>(Count);
        EarliestBest = Room<ulong>(Count);
        Last = Room<ulong>(Count);
        RunsOfEach = oracle.RunsOfEachAfter(oracle.Fidelities.Full);
        FirstRuns = oracle.FirstRuns;
        Ranked = oracle.Ranked;
        ReadOnlySpan<int> architectures = oracle.Space.IndexOfCode;
        ArchitectureOfCode = Room<ushort>(architectures.Length);
        for (int code = 0; code < architectures.Length; code++)
            ArchitectureOfCode[code] = (ushort)architectures[code];
        for (int lane = 0; lane < Count; lane++)
        {
            Entries[lane] = counts[lane].First;
            Idle(lane);
        }
    }

    /// <summary>Memory that lives as long as these lanes, all 0.</summary>
    protected T* Room<T>(int length)
        where T : unmanaged => _rooms.Of<T>(length);

    protected TableOracle Oracle { get; }

    protected TrainingCounts[] Counts { get; }

    protected int Population { get; }

    protected int Sample { get; }

    /// <summary>By code its architecture.</summary>
    protected ushort* ArchitectureOfCode { get; }

    /// <summary>How many runs each architecture has; 0 where not all have as many.</summary>
    protected uint RunsOfEach { get; }

    /// <summary>By architecture its first run, and one more.</summary>
    protected int* FirstRuns { get; }

    /// <summary>What they gave.</summary>
    protected RankedRuns Ranked { get; }

    /// <summary>The place of the oldest member of every population: all lanes put their children into one place at a time.</summary>
    protected int Oldest { get; private set; }

    /// <summary>What evaluations have to end before.</summary>
    protected double* Seconds { get; }

    /// <summary>When the last evaluation ended. A step writes those of its own to <see cref="EarlierClock"/>, which then take turns.</summary>
    protected double* Clock { get; private set; }

    /// <summary>When the one before it ended.</summary>
    protected double* EarlierClock { get; private set; }

    /// <summary>The first of the best runs, by <see cref="RankedRun.Key"/>; in turns as <see cref="Clock"/>.</summary>
    protected ulong* Best { get; private set; }

    /// <summary>The one before the last evaluation.</summary>
    protected ulong* EarlierBest { get; private set; }

    /// <summary><see cref="TrainingCounts.First"/>.</summary>
    protected nint* Entries { get; }

    /// <summary><see cref="TrainingCounts.Zero"/>.</summary>
    protected byte* Zeros { get; }

    /// <summary>The children of the present step.</summary>
    protected int* Architectures { get; }

    /// <summary>What a step finds in <see cref="EarlierClock"/>, of lanes whose evaluation does not end before the budget.</summary>
    protected double* EarliestClock { get; }

    /// <summary>The same of <see cref="EarlierBest"/>.</summary>
    protected ulong* EarliestBest { get; }

    /// <summary>The run of such an evaluation.</summary>
    protected ulong* Last { get; }

    /// <summary>Whether an oracle's architectures can be told in the bits that are there for them.</summary>
    public static bool Fit(TableOracle oracle) => oracle.Space.Count <= ushort.MaxValue + 1;

    /// <summary>Lets a lane run for nobody.</summary>
    public void Idle(int lane)
    {
        (Seconds[lane], _spent[lane]) = (double.PositiveInfinity, long.MaxValue);
        Zeros[lane] = (byte)Counts[lane].Zero;
    }

    /// <summary>Begins a trial in a lane, after its first population, all of which ended before the budget.</summary>
    /// <param name="lane">0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">The algorithm's generator.</param>
    /// <param name="drawKey">The key of the trial's draws.</param>
    /// <param name="population">The runs that its trainings drew, by <see cref="RankedRun.Key"/>.</param>
    /// <param name="earlierClock">When the last but one ended.</param>
    /// <param name="clock">When the last one ended.</param>
    /// <param name="seconds">The trial's budget.</param>
    /// <param name="left">How many more evaluations may end before it.</param>
    public void Begin(
        int lane, ulong random, ulong drawKey, ReadOnlySpan<ulong> population, double earlierClock, double clock, double seconds, int left)
    {
        (Seconds[lane], _budgets[lane], _spent[lane], Zeros[lane]) = (seconds, seconds, _step + left, (byte)Counts[lane].Zero);
        (EarlierClock[lane], Clock[lane]) = (earlierClock, clock);
        (ulong earlierBest, ulong best) = (population[0], population[0]);
        foreach (ulong run in population)
        {
            earlierBest = best;
            // Without a jump, which nobody could foretell. Keys are below 2^63.
            best ^= (best ^ run) & (ulong)((long)(best | RankedRun.Architecture) - (long)run >> 63);
        }
        (EarlierBest[lane], Best[lane]) = (earlierBest, best);
        Put(lane, random, drawKey, population);
        _firstSpent = long.Min(_firstSpent, _spent[lane]);
    }

    /// <summary>Puts what a step begins with in its places.</summary>
    /// <param name="lane">0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">The algorithm's generator.</param>
    /// <param name="drawKey">The key of the trial's draws.</param>
    /// <param name="population">The first population: keys of runs.</param>
    protected abstract void Put(int lane, ulong random, ulong drawKey, ReadOnlySpan<ulong> population);

    /// <summary>Where the trial in a lane stood before its last evaluation, which did not end before the budget.</summary>
    public EvaluationsBefore Before(int lane) => new(
        EarliestClock[lane], EarlierClock[lane], _budgets[lane], Ranked.Accuracy(EarlierBest[lane]), ArchitectureOf(EarlierBest[lane]), ArchitectureOf(EarliestBest[lane]));

    /// <summary>How many more evaluations of the trial in a lane might have ended before its budget, when its last one did not.</summary>
    public int Left(int lane) => (int)(_spent[lane] - (_step - 1));

    /// <summary>That evaluation.</summary>
    public (int Architecture, double Clock, double Accuracy) LastOf(int lane) =>
        (ArchitectureOf(Last[lane]), Clock[lane], Ranked.Accuracy(Last[lane]));

    /// <summary>Runs all lanes until an evaluation is at the budget or beyond it: from <see cref="BeginStep"/> to <see cref="EndStep"/> each bears a child, trains it and concludes.</summary>
    /// <param name="cancellation">Stops between evaluations.</param>
    /// <returns>A bit for each lane that is.</returns>
    public abstract uint Run(CancellationToken cancellation);

    /// <summary>Before each step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void BeginStep(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_step >= _firstSpent)
            Spend();
    }

    /// <summary>After it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void EndStep()
    {
        Oldest = Oldest + 1 == Population ? 0 : Oldest + 1;
        double* clock = Clock;
        Clock = EarlierClock;
        EarlierClock = clock;
        ulong* best = Best;
        Best = EarlierBest;
        EarlierBest = best;
        _step++;
    }

    private int ArchitectureOf(ulong run) => ArchitectureOfCode[(uint)run >> Oracle.Space.DigitBits];

    // No evaluation ends before a budget of no seconds.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Spend()
    {
        _firstSpent = long.MaxValue;
        for (int lane = 0; lane < Count; lane++)
            if (_spent[lane] <= _step)
                Seconds[lane] = double.NegativeInfinity;
            else
                _firstSpent = long.Min(_firstSpent, _spent[lane]);
    }
}
