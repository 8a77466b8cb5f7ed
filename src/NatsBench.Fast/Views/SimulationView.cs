using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    // Runs of architecture a: from _firstRun[a] to _firstRun[a + 1]. None where only the rules know the answer.
    private readonly int[] _firstRun;
    private readonly Training[] _trainings;
    private readonly double[] _latencies;
    private readonly RecordLookup _records;
    private readonly NatsBenchFile _file;
    private readonly TrialTable _trained;

    private SimulationView(
        NatsBenchFile file, RecordLookup records, TrialTable trained, Dataset dataset, TrainingSetting setting, int? epoch, int[] firstRun, double[] latencies)
    {
        (_file, _records, _trained) = (file, records, trained);
        (Dataset, Setting, Epoch, _firstRun, _latencies) = (dataset, setting, epoch, firstRun, latencies);
        _trainings = BindTrainings();
        _means = new(BindMeans);
        _trainingSeconds = new(BindTrainingSeconds);
        IsPlain = true;
        for (int architecture = 0; architecture < Count; architecture++)
            IsPlain &= PlainRunCount(architecture) > 0;
    }

    /// <summary>The dataset as it was asked for; for <c>cifar10</c> accuracy and cost are those of <c>cifar10-valid</c>.</summary>
    public Dataset Dataset { get; }

    /// <summary>The hyper-parameter setting (the official <c>hp</c>).</summary>
    public TrainingSetting Setting { get; }

    /// <summary>The epoch after which training stops and validates, 0-based; null is the last.</summary>
    public int? Epoch { get; }

    /// <summary>Number of architectures in the space.</summary>
    public int Count => _latencies.Length;

    /// <summary>
    /// The latency that belongs to each architecture's answer, seconds for a batch of 256, mean over seeds; NaN where it was never
    /// measured or its record is refused. In the order of architectures.
    /// </summary>
    public ReadOnlySpan<double> Latencies => _latencies;

    /// <summary>Memory of the view's own copy; means and training seconds count once they have been asked for.</summary>
    public long Bytes =>
        (long)sizeof(int) * _firstRun.Length + (long)sizeof(double) * _latencies.Length
        + (long)Unsafe.SizeOf<Training>() * (_trainings.Length + (_means.IsValueCreated ? _means.Value.Length : 0))
        + (long)sizeof(double) * (_trainingSeconds.IsValueCreated ? _trainingSeconds.Value.Length : 0);

    /// <summary>Trains an architecture with the run that a draw points at: run ⌊draw · runs / 2^32⌋ of its seed list.</summary>
    /// <param name="architecture">0 to <see cref="Count"/> - 1.</param>
    /// <param name="draw">32 uniform bits; a fresh one for each training as in the paper, or the same one throughout a trial.</param>
    /// <exception cref="RefusedException">The index is outside the space, or a record or number is absent.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TrainingOutcome Train(int architecture, uint draw)
    {
        if ((uint)architecture < (uint)_latencies.Length)
        {
            // Within bounds: there is one more first run than architectures, and the product is below the count.
            ref int firstRun = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_firstRun), architecture);
            uint count = (uint)(Unsafe.Add(ref firstRun, 1) - firstRun);
            if (count != 0)
            {
                int run = firstRun + (int)(((ulong)draw * count) >> 32);
                ref readonly Training training = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_trainings), run);
                return new TrainingOutcome(training.Accuracy, training.Cost);
            }
        }
        return TrainByRules(architecture, draw);
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

    /// <summary>Number of runs that <see cref="TrainRun"/> answers for without the rules; 0 where only those know.</summary>
    internal int PlainRunCount(int architecture) => (uint)architecture < (uint)Count ? _firstRun[architecture + 1] - _firstRun[architecture] : 0;

    /// <summary>Trains with the run at a position of the seed list, below <see cref="PlainRunCount"/>.</summary>
    internal TrainingOutcome TrainRun(int architecture, int position)
    {
        Training training = _trainings[_firstRun[architecture] + position];
        return new TrainingOutcome(training.Accuracy, training.Cost);
    }

    /// <summary>True when no architecture needs the rules.</summary>
    internal bool IsPlain { get; }

    // The rules are apart, so that the query that needs none pays for no closure.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private TrainingOutcome TrainByRules(int architecture, uint draw) =>
        TrainByRules(architecture, runs => runs.At(Position(draw, runs.Count)));

    private TrainingOutcome TrainByRules(int architecture, Random random) => TrainByRules(architecture, runs => runs.Sample(random));

    private TrainingOutcome TrainByRules(int architecture, Func<Runs, SelectedRuns> choose)
    {
        (double accuracy, _, double cost, _) = AskRules(architecture, choose);
        return new TrainingOutcome(accuracy, cost);
    }

    private (double Accuracy, double? Latency, double Cost, double TrainingSeconds) AskRules(int architecture, Func<Runs, SelectedRuns> choose) =>
        SimulationRules.Train(_records, architecture, Dataset.Name, Setting.Key, choose, Epoch, MissingValidation.Refuse);

    // One run; 16 bytes, so that both numbers come with one cache line.
    private readonly record struct Training(double Accuracy, double Cost);
}
