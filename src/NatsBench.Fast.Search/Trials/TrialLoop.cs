using System.Runtime.CompilerServices;
using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Runs trials of one experiment. Used by one thread.</summary>
internal abstract class TrialLoop
{
    /// <summary>The trial that runs, or ran last.</summary>
    public abstract long Trial { get; }

    /// <summary>As <see cref="TrialRunner.TrialsTogether"/>.</summary>
    public virtual int TrialsTogether => 64;

    /// <summary>Runs one trial and keeps its log points, valid until the next trial.</summary>
    public abstract ReadOnlySpan<LogPoint> RunAndKeep(long trial, CancellationToken cancellation);

    /// <summary>Runs consecutive trials and keeps their ends alone.</summary>
    public abstract void Run(long firstTrial, Span<TrialEnd> ends, CancellationToken cancellation);
}

/// <summary>The loop itself, compiled for the type of the algorithm and of its trainings so that no call in it goes through an interface.</summary>
/// <typeparam name="TAlgorithm">The algorithm: a struct for the shipped ones whose step is short.</typeparam>
/// <typeparam name="TTrainings">What trainings give.</typeparam>
/// <param name="experiment">The experiment.</param>
/// <param name="begin">Begins a trial.</param>
/// <param name="trainings">What trainings give.</param>
/// <param name="workers">Workers in simulated time; null for one evaluation after the other.</param>
internal partial class TrialLoop<TAlgorithm, TTrainings>(
    Experiment experiment, Func<SearchContext, HyperParameters, TAlgorithm> begin, TTrainings trainings, Workers? workers) : TrialLoop
    where TAlgorithm : ISearchAlgorithm
    where TTrainings : struct, ITrainings
{
    private readonly IOracle _oracle = experiment.Oracle;
    private readonly SearchContext _search = new(experiment.Oracle, default, default);
    private readonly LogPointBuffer _points = new();
    private readonly double _mostSeconds = experiment.Budget.Seconds ?? double.PositiveInfinity;
    private readonly int _mostEvaluations = experiment.Budget.Evaluations ?? int.MaxValue;
    private readonly ulong _worldKey = TrialWorld.KeyOf(experiment.RootSeed, experiment.Oracle.Space.Kind, experiment.Dataset.Name);
    private readonly ulong _algorithmKey = AlgorithmStream.KeyOf(
        experiment.RootSeed, experiment.Oracle.Space.Kind, experiment.Dataset.Name, experiment.Algorithm.Name, experiment.Parameters.Text);

    private TAlgorithm _algorithm = default!;
    private TTrainings _trainings = trainings;
    private TrialStanding _standing;
    private long _trial;

    public override long Trial => _trial;

    protected Budget Budget => experiment.Budget;

    protected SearchContext Search => _search;

    protected ref TAlgorithm Algorithm => ref _algorithm;

    protected ref TTrainings Trainings => ref _trainings;

    protected ref TrialStanding Standing => ref _standing;

    public override ReadOnlySpan<LogPoint> RunAndKeep(long trial, CancellationToken cancellation)
    {
        _points.Clear();
        Begin(trial);
        Run(new AllLogPoints(_points), cancellation);
        _ = End();
        return _points.Points;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(long firstTrial, Span<TrialEnd> ends, CancellationToken cancellation)
    {
        for (int i = 0; i < ends.Length; i++)
        {
            Begin(firstTrial + i);
            RunToEnd(cancellation);
            ends[i] = End();
        }
    }

    /// <summary>Runs the trial that has begun; its log points are not kept.</summary>
    protected virtual void RunToEnd(CancellationToken cancellation) => Run(default(NoLogPoints), cancellation);

    /// <summary>Begins what a trial meets.</summary>
    protected void BeginContext(long trial, SearchContext search, ref TTrainings trainings)
    {
        _trial = trial;
        (TrialWorld world, SplitMix64 random) = StreamsOf(trial);
        search.Begin(world, random);
        trainings.Begin(world);
    }

    /// <summary>The same for a trial whose algorithm is never asked.</summary>
    protected void Begin(long trial, TrialWorld world)
    {
        _trial = trial;
        _trainings.Begin(world);
    }

    /// <summary>What a trial meets.</summary>
    protected TrialWorld WorldOf(long trial) => TrialWorld.OfTrial(_worldKey, trial);

    /// <summary>What a trial meets, and its algorithm's own generator.</summary>
    protected (TrialWorld World, SplitMix64 Random) StreamsOf(long trial) => (WorldOf(trial), AlgorithmStream.OfTrial(_algorithmKey, trial));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Begin(long trial)
    {
        BeginContext(trial, _search, ref _trainings);
        _algorithm = begin(_search, experiment.Parameters);
        _standing = new TrialStanding(experiment.Budget, _algorithm.PrefersLongerTraining);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private TrialEnd End() =>
        _standing.Count > 0 ? _standing.End() : throw new NatsBenchException($"{experiment.Algorithm.Name} proposed nothing");

    private void Run<TLog>(TLog log, CancellationToken cancellation)
        where TLog : struct, ILogPoints
    {
        if (workers is null)
            RunInSequence(log, cancellation);
        else
            RunAsynchronously(workers, log, cancellation);
    }

    private void RunInSequence<TLog>(TLog log, CancellationToken cancellation)
        where TLog : struct, ILogPoints
    {
        while ((_standing.IsBeforeBudget || GoesOnBeyondBudget()) && _algorithm.TryPropose(out Proposal proposal))
        {
            cancellation.ThrowIfCancellationRequested();
            Evaluation evaluation = _trainings.Train(ref proposal, out uint draw);
            double start = _standing.Clock;
            Conclude(log, new Job(evaluation, proposal, draw, start), start + evaluation.Cost, worker: 0);
        }
    }

    /// <summary>Whether another training may begin.</summary>
    /// <param name="clock">When.</param>
    /// <param name="begun">How many began before it.</param>
    protected bool GoesOn(double clock, int begun) => (clock < _mostSeconds && begun < _mostEvaluations) || GoesOnBeyondBudget();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoesOnBeyondBudget() => _algorithm.Persistence switch
    {
        Persistence.UntilDone => true,
        Persistence.UntilInterpolated => experiment.Budget.Seconds is not null && !_standing.NearestAreKnown(),
        _ => false,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Conclude<TLog>(TLog log, in Job job, double clock, int worker)
        where TLog : struct, ILogPoints
    {
        (Evaluation evaluation, Proposal proposal, uint draw, double start) = job;
        _standing.Add(clock, evaluation.Accuracy, proposal.Architecture, proposal.Epochs);
        log.Add(new LogPoint(
            clock, evaluation.Cost, evaluation.Accuracy, proposal.Architecture, proposal.Epochs, draw, worker, _standing.Incumbent));
        _algorithm.Observe(new Observation(proposal, evaluation.Accuracy, clock, [])
        {
            Oracle = _oracle,
            Draw = draw,
            Cost = evaluation.Cost,
            Start = start,
        });
    }
}
