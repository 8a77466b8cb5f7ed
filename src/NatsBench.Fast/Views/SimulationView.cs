using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NatsBench.Fast.Internals;
using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;
using NatsBench.Fast.Reading;

namespace NatsBench.Fast.Views;

/// <summary>
/// Simulated train-and-evaluate (the official <c>simulate_train_eval</c>) on one dataset under one setting up to one epoch, bound once:
/// a query is a few array reads, takes no lock and allocates nothing. It keeps a copy of its own, <see cref="Bytes"/> long: for each run
/// accuracy and cost side by side, for each architecture its latency and where its runs begin. Immutable, thread-safe; valid while the
/// benchmark is open.
/// </summary>
/// <remarks>
/// The answers are those of <see cref="NatsBenchmark.SimulateTrainEval(int, Dataset, TrainingSetting, Random, SimulatedClock?, int?, MissingValidation)"/>
/// to the last bit. Records out of the ordinary (an absent number, seeds that disagree) are answered, or refused, by its rules, slowly.
/// </remarks>
/// <example>
/// <code>
/// SimulationView search = bench.Simulation(Dataset.Cifar10, TrainingSetting.Epochs12);
/// SplitMix64 random = new(seed: 1);
/// TrainingOutcome outcome = search.Train(random.NextIndex(search.Count), random.NextUInt32());
/// </code>
/// </example>
public sealed partial class SimulationView
{
    // Runs of architecture a: from _firstRun[a] to _firstRun[a + 1], one at least; where there is no record, that is a refused one.
    private readonly AlignedArray<int> _firstRun;
    private readonly AlignedArray<Training> _trainings;

    // Of the arrays, one indirection nearer.
    private readonly unsafe int* _firstRuns;
    private readonly unsafe Training* _firstTraining;
    private readonly uint _count;

    // Runs of each architecture where all have as many; where they lie is then known without a look. 0 elsewhere.
    private readonly uint _runsOfEach;

    // Where the answers are no more than cells of the columns; elsewhere the rules were asked. Null where all are.
    private readonly bool[]? _isPlain;
    private readonly bool _hasPlain;
    private bool _mayRefuse;
    private readonly AlignedArray<double> _latencies;
    private readonly RecordLookup _records;
    private readonly NatsBenchFile _file;
    private readonly TrialTable _trained;

    private unsafe SimulationView(
        NatsBenchFile file, RecordLookup records, TrialTable trained, ReadOnlySpan<TrialRange> runs, Dataset dataset, TrainingSetting setting, int? epoch, bool[] isPlain,
        AlignedArray<double> latencies)
    {
        (_file, _records, _trained) = (file, records, trained);
        (Dataset, Setting, Epoch, _latencies) = (dataset, setting, epoch, latencies);
        _isPlain = isPlain.Contains(false) ? isPlain : null;
        _hasPlain = isPlain.Contains(true);
        _firstRun = new AlignedArray<int>(runs.Length + 1);
        _firstRun.At(0) = 0;
        for (int architecture = 0; architecture < runs.Length; architecture++)
            _firstRun.At(architecture + 1) = _firstRun.At(architecture) + int.Max(1, runs[architecture].Count);
        _trainings = new AlignedArray<Training>(_firstRun.At(runs.Length));
        _count = (uint)runs.Length;
        _firstRuns = _firstRun.First;
        _firstTraining = _trainings.First;
        _runsOfEach = EqualCount(_firstRun.Span);
        BindTrainings(runs);
        _means = new(BindMeans);
        _trainingSeconds = new(BindTrainingSeconds);
        _seeds = new(BindSeeds);
    }

    /// <summary>The dataset as it was asked for; for <c>cifar10</c> accuracy and cost are those of <c>cifar10-valid</c>.</summary>
    public Dataset Dataset { get; }

    /// <summary>The hyper-parameter setting (the official <c>hp</c>).</summary>
    public TrainingSetting Setting { get; }

    /// <summary>The epoch after which training stops and validates, 0-based; null is the last.</summary>
    public int? Epoch { get; }

    /// <summary>Number of architectures in the space.</summary>
    public int Count => (int)_count;

    /// <summary>
    /// The latency that belongs to each architecture's answer, seconds for a batch of 256, mean over seeds; NaN where it was never
    /// measured or its record is refused. In the order of architectures.
    /// </summary>
    public ReadOnlySpan<double> Latencies => _latencies.Span;

    /// <summary>Memory of the view's own copy; means, training seconds and seeds count once they have been asked for.</summary>
    public long Bytes =>
        _firstRun.Bytes + _trainings.Bytes + _latencies.Bytes + (_isPlain?.Length ?? 0)
        + (_means.IsValueCreated ? (long)Unsafe.SizeOf<Training>() * _means.Value.Length : 0)
        + (long)sizeof(double) * (_trainingSeconds.IsValueCreated ? _trainingSeconds.Value.Length : 0)
        + (_seeds.IsValueCreated ? _seeds.Value.Bytes : 0);

    /// <summary>Trains an architecture with the run that a draw points at: run ⌊draw · runs / 2^32⌋ of its seed list.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="draw">32 uniform bits; a fresh one for each training as in the paper, or the same one throughout a trial.</param>
    /// <exception cref="RefusedException">The index is outside the space, or a record or number is absent.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe TrainingOutcome Train(int architecture, uint draw)
    {
        if ((uint)architecture < _count)
        {
            uint runs = _runsOfEach;
            Training* training = runs != 0
                ? _firstTraining + EqualRuns.Of(_firstRuns, runs, (uint)architecture, draw)
                : _firstTraining + ListedRuns.Of(_firstRuns, runs, (uint)architecture, draw);
            if (!RefusedMark.Is(&training->Accuracy))
            {
                TrainingOutcome outcome = new(training->Accuracy, training->Cost);
                GC.KeepAlive(this);
                return outcome;
            }
        }
        Refuse(architecture, draw);
        return default;
    }

    /// <summary>Trains an architecture with a run drawn uniformly.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="random">The caller's generator; the draw takes one number from it.</param>
    /// <exception cref="RefusedException">The index is outside the space, or a record or number is absent.</exception>
    public TrainingOutcome Train(int architecture, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (PlainRunCount(architecture) is > 0 and var count)
            return TrainRun(architecture, random.Next(count));
        return TrainByRules(architecture, random);
    }

    /// <summary>What no training costs less than; 0 or less where one is refused. Looks through all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double LeastCost()
    {
        double least = double.PositiveInfinity;
        foreach (ref readonly Training training in _trainings.Span)
            least = double.Min(least, training.Cost);
        return least;
    }

    /// <summary>Lets the processor fetch the first runs of an architecture, 0 to <see cref="Count"/> - 1, before they are asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Prefetch(int architecture)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(_firstTraining + (_runsOfEach != 0 ? _runsOfEach * architecture : _firstRuns[architecture]));
    }

    /// <summary>Runs of architecture a: from number a to number a + 1, and there is one number more than architectures.</summary>
    internal unsafe int* FirstRuns => _firstRuns;

    /// <summary>How many runs each architecture has; 0 where not all have as many.</summary>
    internal uint RunsOfEach => _runsOfEach;

    /// <summary>Accuracy and cost of each run, side by side; where the rules refuse, the accuracy is <see cref="RefusedMark"/>.</summary>
    internal unsafe double* Trainings => (double*)_firstTraining;

    /// <summary>Number of runs that <see cref="TrainRun"/> answers for without the rules; 0 where only those know.</summary>
    internal int PlainRunCount(int architecture) => (uint)architecture < (uint)Count && _isPlain?[architecture] != false
        ? RunsOf(architecture).Length
        : 0;

    /// <summary>Trains with the run at a position of the seed list, below <see cref="PlainRunCount"/>.</summary>
    internal TrainingOutcome TrainRun(int architecture, int position)
    {
        Training training = RunsOf(architecture)[position];
        return new TrainingOutcome(training.Accuracy, training.Cost);
    }

    /// <summary>True when no architecture needs the rules.</summary>
    internal bool IsPlain => _isPlain is null;

    // So short that the compiler sees that it never comes back.
    [DoesNotReturn]
    private void Refuse(int architecture, uint draw) => throw RefusalOf(architecture, draw);

    // The rules say why.
    private RefusedException RefusalOf(int architecture, uint draw)
    {
        TrainByRules(architecture, runs => runs.At(Position(draw, runs.Count)));
        return RefusedMark.IsAnswer(architecture);
    }

    private TrainingOutcome TrainByRules(int architecture, Random random) => TrainByRules(architecture, runs => runs.Sample(random));

    private TrainingOutcome TrainByRules(int architecture, Func<Runs, SelectedRuns> choose)
    {
        (double accuracy, _, double cost, _) = AskRules(architecture, choose);
        return new TrainingOutcome(accuracy, cost);
    }

    private (double Accuracy, double? Latency, double Cost, double TrainingSeconds) AskRules(int architecture, Func<Runs, SelectedRuns> choose) =>
        SimulationRules.Train(_records, architecture, Dataset.Name, Setting.Key, choose, Epoch, MissingValidation.Refuse);

    private static uint EqualCount(ReadOnlySpan<int> firstRuns)
    {
        int runs = firstRuns.Length > 1 ? firstRuns[1] : 0;
        for (int architecture = 0; architecture < firstRuns.Length; architecture++)
            if (firstRuns[architecture] != (long)runs * architecture)
                return 0;
        return (uint)runs;
    }

    /// <summary>The number of the run that a draw points at, among all runs.</summary>
    /// <param name="firstRuns">As <see cref="FirstRuns"/>.</param>
    /// <param name="architecture">Of the space.</param>
    /// <param name="draw">Any number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe uint ChosenRun(int* firstRuns, uint architecture, uint draw)
    {
        int* firstRun = firstRuns + architecture;
        uint runs = (uint)(firstRun[1] - firstRun[0]);
        return (uint)firstRun[0] + (uint)(((ulong)draw * runs) >> 32);
    }

    // Of an architecture within the space.
    private Span<Training> RunsOf(int architecture) => _trainings.Span[_firstRun.At(architecture).._firstRun.At(architecture + 1)];

    // One run; 16 bytes, so that both numbers come with one cache line.
    private readonly struct Training(double accuracy, double cost)
    {
        public readonly double Accuracy = accuracy;
        public readonly double Cost = cost;
    }
}
