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
    /// <summary>How many trials run abreast: a multiple of the numbers in a vector, at most 32.</summary>
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
        Random = Room<ulong>(Count);
        DrawKeys = Room<ulong>(Count);
        Seconds = Room<double>(Count);
        Clock = Room<double>(Count);
        EarlierClock = Room<double>(Count);
        Reward = Room<double>(Count);
        Incumbent = Room<int>(Count);
        EarlierIncumbent = Room<int>(Count);
        Entries = Room<nint>(Count);
        Zeros = Room<byte>(Count);
        Architectures = Room<int>(Count);
        NextClock = Room<double>(Count);
        Accuracy = Room<double>(Count);
        RunsOfEach = oracle.RunsOfEachAfter(oracle.Fidelities.Full);
        FirstRuns = oracle.FirstRuns;
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

    /// <summary>Memory of as long a life.</summary>
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

    /// <summary>The place of the oldest member of every population: all lanes put their children into one place at a time.</summary>
    protected int Oldest { get; private set; }

    /// <summary>The state of each algorithm's generator.</summary>
    protected ulong* Random { get; }

    /// <summary>The key of each trial's draws.</summary>
    protected ulong* DrawKeys { get; }

    /// <summary>What evaluations have to end before.</summary>
    protected double* Seconds { get; }

    /// <summary>When the last evaluation before the budget ended.</summary>
    protected double* Clock { get; }

    /// <summary>When the one before it ended.</summary>
    protected double* EarlierClock { get; }

    /// <summary>The best reward before the budget.</summary>
    protected double* Reward { get; }

    /// <summary>The first architecture of that reward.</summary>
    protected int* Incumbent { get; }

    /// <summary>The one before the last evaluation.</summary>
    protected int* EarlierIncumbent { get; }

    /// <summary><see cref="TrainingCounts.First"/>.</summary>
    protected nint* Entries { get; }

    /// <summary><see cref="TrainingCounts.Zero"/>.</summary>
    protected byte* Zeros { get; }

    /// <summary>The children of the last step.</summary>
    protected int* Architectures { get; }

    /// <summary>When an evaluation ended that did not end before the budget.</summary>
    protected double* NextClock { get; }

    /// <summary>What it gave.</summary>
    protected double* Accuracy { get; }

    /// <summary>Whether an oracle's architectures can be told in the bits that are there for them.</summary>
    public static bool Fit(TableOracle oracle) => oracle.Space.Count <= ushort.MaxValue + 1;

    /// <summary>Lets a lane run for nobody.</summary>
    public void Idle(int lane)
    {
        (Random[lane], DrawKeys[lane]) = (0, 0);
        (Seconds[lane], _spent[lane], Clock[lane]) = (double.PositiveInfinity, long.MaxValue, 0);
        Zeros[lane] = (byte)Counts[lane].Zero;
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
        (Random[lane], DrawKeys[lane]) = (random, drawKey);
        (Seconds[lane], _budgets[lane], _spent[lane], Zeros[lane]) = (seconds, seconds, _step + left, (byte)Counts[lane].Zero);
        (Clock[lane], EarlierClock[lane]) = (evaluations.Clock, evaluations.EarlierClock);
        (Reward[lane], Incumbent[lane], EarlierIncumbent[lane]) = (evaluations.Reward, evaluations.Incumbent, evaluations.EarlierIncumbent);
        _firstSpent = long.Min(_firstSpent, _spent[lane]);
    }

    /// <summary>Puts the first population in its places, after <see cref="Begin"/>.</summary>
    /// <param name="lane">0 to <see cref="Count"/> - 1.</param>
    /// <param name="architectures">The population.</param>
    /// <param name="evaluations">What its trainings gave.</param>
    public abstract void Put(int lane, ReadOnlySpan<int> architectures, ReadOnlySpan<Evaluation> evaluations);

    /// <summary>Where the trial in a lane stood before its last evaluation.</summary>
    public EvaluationsBefore Before(int lane) => new(
        EarlierClock[lane], Clock[lane], _budgets[lane], Reward[lane], Incumbent[lane], EarlierIncumbent[lane]);

    /// <summary>How many more evaluations of the trial in a lane might have ended before its budget, when its last one did not.</summary>
    public int Left(int lane) => (int)(_spent[lane] - (_step - 1));

    /// <summary>The last evaluation of a lane that ended.</summary>
    public (int Architecture, double Clock, double Accuracy) Last(int lane) =>
        (Architectures[lane], NextClock[lane], Accuracy[lane]);

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
        _step++;
    }

    /// <summary>Memory that lives as long as these lanes, all 0.</summary>
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
