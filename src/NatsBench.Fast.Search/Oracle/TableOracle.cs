using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Spaces;
using NatsBench.Fast.Views;

namespace NatsBench.Fast.Search.Oracle;

/// <summary>
/// A benchmark as an oracle: <c>simulate_train_eval</c> on one dataset, after any epoch of a <see cref="FidelityAxis"/>. A training costs a
/// few array reads and allocates nothing. Thread-safe; valid while the benchmark is open.
/// </summary>
public sealed partial class TableOracle : IOracle
{
    private readonly NatsBenchmark _bench;
    private readonly Dataset _dataset;
    private readonly FidelityAxis _axis;

    // Whose numbers the answer of an architecture is the mean of; null where it is its own.
    private readonly int[][]? _members;
    private readonly double[] _objectives;

    // By number of epochs; bound when first asked for.
    private readonly SimulationView?[] _views;

    // The one of the longest.
    private readonly SimulationView _full;

    private RankedRuns? _ranked;

    /// <inheritdoc/>
    public ArchitectureSpace Space { get; }

    /// <inheritdoc/>
    public Fidelities Fidelities { get; }

    /// <inheritdoc/>
    public SeedPolicy Seeds { get; }

    /// <inheritdoc/>
    public bool Resumes => _axis.Resumes;

    /// <inheritdoc/>
    public IReadOnlyList<Quantity> Quantities { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Evaluation Evaluate(int architecture, int epochs, uint draw)
    {
        SimulationView view = View(epochs);
        if (_members is not null)
            return EvaluateMean(view, _members[architecture], draw);
        TrainingOutcome outcome = view.Train(architecture, draw);
        return new Evaluation(outcome.Accuracy, outcome.Cost);
    }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<int> architectures, int epochs, ReadOnlySpan<uint> draws, Span<Evaluation> evaluations)
    {
        if (draws.Length != architectures.Length || evaluations.Length != architectures.Length)
            throw new ArgumentException($"{architectures.Length} architectures, {draws.Length} draws and room for {evaluations.Length} evaluations");
        if (_members is null)
            View(epochs).Train(architectures, draws, MemoryMarshal.Cast<Evaluation, TrainingOutcome>(evaluations));
        else
            for (int i = 0; i < architectures.Length; i++)
                evaluations[i] = EvaluateMean(View(epochs), _members[architectures[i]], draws[i]);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> Objectives(int architecture) => _objectives.AsSpan(architecture * Quantities.Count, Quantities.Count);

    /// <inheritdoc/>
    public double TrainingSeconds(int architecture, int epochs, uint draw)
    {
        SimulationView view = View(epochs);
        if (_members is null)
            return view.TrainingSeconds(architecture, draw);
        double sum = 0;
        foreach (int member in _members[architecture])
            sum += Seeds == SeedPolicy.Mean ? view.TrainingSecondsMean(member) : view.TrainingSeconds(member, draw);
        return sum / _members[architecture].Length;
    }

    /// <inheritdoc/>
    public LearningCurve Curve(int architecture, int epochs, uint draw)
    {
        if (_members is not null)
            throw new NatsBenchException("a mean over seeds or over isomorphic cells has no learning curve");
        SimulationView view = View(epochs);
        (Dataset trained, EvaluationSet valid) = ReportedSets.Validation(_bench.Space, _dataset);
        CurveView curves = _bench.Table(trained, SettingOf(epochs)).Curves(valid, CurveQuantity.Accuracy);
        LearningCurve curve = curves[architecture, view.RunAt(architecture, draw)];
        return new LearningCurve(curve.FirstEpoch, curve.Values[..int.Clamp(epochs - curve.FirstEpoch, 0, curve.Values.Length)]);
    }

    /// <inheritdoc/>
    public long? Seed(int architecture, int epochs, uint draw) => _members is not null ? null : View(epochs).Seed(architecture, draw);

    /// <summary>True where answers are means, over seeds or members of a class.</summary>
    internal bool IsMean => _members is not null;

    /// <summary>As <see cref="Evaluate(int, int, uint)"/> for the longest training of an oracle that answers with no means.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Evaluation EvaluateFull(int architecture, uint draw)
    {
        TrainingOutcome outcome = _full.Train(architecture, draw);
        return new Evaluation(outcome.Accuracy, outcome.Cost);
    }

    /// <summary>What <see cref="EvaluateFull(int, uint)"/> reads, while this object lives: runs of architecture a are from number a to number a + 1.</summary>
    internal unsafe int* FirstRuns => _full.FirstRuns;

    /// <summary>The same: accuracy and cost of each run, side by side.</summary>
    internal unsafe double* Runs => _full.Trainings;

    /// <summary>The same ranked, of an oracle whose architectures are all allowed; made when first asked for.</summary>
    internal RankedRuns Ranked => LazyInitializer.EnsureInitialized(ref _ranked, () => new RankedRuns(this));

    /// <summary>As <see cref="FirstRuns"/>, after so many epochs.</summary>
    internal unsafe int* FirstRunsAfter(int epochs) => View(epochs).FirstRuns;

    /// <summary>How many runs each architecture has after so many epochs; 0 where not all have as many.</summary>
    internal uint RunsOfEachAfter(int epochs) => View(epochs).RunsOfEach;

    /// <summary>As <see cref="Runs"/>, after so many epochs.</summary>
    internal unsafe double* RunsAfter(int epochs) => View(epochs).Trainings;

    /// <summary>Which of those a draw points at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe uint ChosenRun(int* firstRuns, int architecture, uint draw) => SimulationView.ChosenRun(firstRuns, (uint)architecture, draw);

    /// <summary>What no training for so many epochs costs less than, of an oracle that answers with no means.</summary>
    internal double LeastCost(int epochs) => View(epochs).LeastCost();

    /// <summary>The same for many architectures.</summary>
    internal void EvaluateFull(ReadOnlySpan<int> architectures, ReadOnlySpan<uint> draws, Span<Evaluation> evaluations) =>
        _full.Train(architectures, draws, MemoryMarshal.Cast<Evaluation, TrainingOutcome>(evaluations));

    /// <summary>The same, told one after the other to whoever may stop it.</summary>
    /// <returns>How many were taken.</returns>
    internal int RunFull<TTaker>(ReadOnlySpan<int> architectures, ReadOnlySpan<uint> draws, ref TTaker taker)
        where TTaker : struct, IOutcomeTaker => _full.TrainAnswered(architectures, draws, ref taker);

    /// <summary>Lets the processor fetch what a training will give, where such trainings were asked for before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(int architecture, int epochs)
    {
        if ((uint)epochs < (uint)_views.Length && _views[epochs] is { } view)
            view.Prefetch(architecture);
    }

    private Evaluation EvaluateMean(SimulationView view, int[] members, uint draw)
    {
        (double accuracy, double cost) = (0, 0);
        foreach (int member in members)
        {
            TrainingOutcome outcome = Seeds == SeedPolicy.Mean ? view.TrainMean(member) : view.Train(member, draw);
            accuracy += outcome.Accuracy;
            cost += outcome.Cost;
        }
        return new Evaluation(accuracy / members.Length, cost / members.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private SimulationView View(int epochs) =>
        (uint)epochs < (uint)_views.Length && _views[epochs] is { } view ? view : BindView(epochs);
}
