using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Runs trials of one experiment. Used by one thread.</summary>
internal abstract class TrialLoop
{
    /// <summary>The trial that runs, or ran last.</summary>
    public abstract long Trial { get; }

    /// <summary>Runs one trial and keeps its log points, valid until the next trial.</summary>
    public abstract ReadOnlySpan<LogPoint> RunAndKeep(long trial, CancellationToken cancellation);

    /// <summary>Runs consecutive trials and keeps their ends alone.</summary>
    public abstract void Run(long firstTrial, Span<TrialEnd> ends, CancellationToken cancellation);
}

/// <summary>The loop itself, compiled for the type of the algorithm and of its trainings so that no call in it goes through an interface.</summary>
/// <typeparam name="TAlgorithm">The algorithm: a struct for the shipped ones whose step is short.</typeparam>
/// <typeparam name="TTrainings">What trainings give.</typeparam>
internal partial class TrialLoop<TAlgorithm, TTrainings> : TrialLoop
    where TAlgorithm : ISearchAlgorithm
    where TTrainings : struct, ITrainings
{
    // Trials know nothing of each other, so while one waits for what it reads the processor goes on with the others.
    private const int TrialsAtOnce = 4;

    private readonly Experiment _experiment;
    private readonly Func<SearchContext, HyperParameters, TAlgorithm> _begin;
    private readonly IOracle _oracle;
    private readonly Workers? _workers;
    private readonly LogPointBuffer _points = new();
    private readonly Lane[] _lanes;
    private readonly double _mostSeconds;
    private readonly int _mostEvaluations;
    private readonly ulong _worldKey;
    private readonly ulong _algorithmKey;

    // The lane whose turn it is.
    private int _turn;

    /// <summary>Prepares to run trials.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="begin">Begins a trial.</param>
    /// <param name="newTrainings">Makes trainings; several trials go on at once.</param>
    /// <param name="workers">Workers in simulated time; null for one evaluation after the other.</param>
    public TrialLoop(
        Experiment experiment, Func<SearchContext, HyperParameters, TAlgorithm> begin, Func<TTrainings> newTrainings, Workers? workers)
    {
        (_experiment, _begin, _oracle, _workers) = (experiment, begin, experiment.Oracle, workers);
        _lanes = new Lane[typeof(TAlgorithm).IsValueType && workers is null ? TrialsAtOnce : 1];
        foreach (ref Lane lane in _lanes.AsSpan())
            (lane.Trainings, lane.Search) = (newTrainings(), new SearchContext(_oracle, default, default));
        (_mostSeconds, _mostEvaluations) = (experiment.Budget.Seconds ?? double.PositiveInfinity, experiment.Budget.Evaluations ?? int.MaxValue);
        _worldKey = TrialWorld.KeyOf(experiment.RootSeed, _oracle.Space.Kind, experiment.Dataset.Name);
        _algorithmKey = AlgorithmStream.KeyOf(
            experiment.RootSeed, _oracle.Space.Kind, experiment.Dataset.Name, experiment.Algorithm.Name, experiment.Parameters.Text);
    }

    /// <summary>The first of the trials that run.</summary>
    protected long FirstTrial { get; set; }

    public override long Trial => FirstTrial + _lanes[_turn].Place;

    public override ReadOnlySpan<LogPoint> RunAndKeep(long trial, CancellationToken cancellation)
    {
        (FirstTrial, _turn) = (trial, 0);
        _points.Clear();
        ref Lane lane = ref Begin(0);
        AllLogPoints log = new(_points);
        if (_workers is null)
            while (Step(ref lane, log))
                cancellation.ThrowIfCancellationRequested();
        else
            RunAsynchronously(ref lane, _workers, log, cancellation);
        _ = EndOf(ref lane);
        return _points.Points;
    }

    public override void Run(long firstTrial, Span<TrialEnd> ends, CancellationToken cancellation)
    {
        if (_workers is null)
        {
            RunAbreast(firstTrial, ends, cancellation);
            return;
        }
        (FirstTrial, _turn) = (firstTrial, 0);
        for (int i = 0; i < ends.Length; i++)
        {
            ref Lane lane = ref Begin(i);
            RunAsynchronously(ref lane, _workers, default(NoLogPoints), cancellation);
            ends[i] = EndOf(ref lane);
        }
    }

    private void RunAbreast(long firstTrial, Span<TrialEnd> ends, CancellationToken cancellation)
    {
        FirstTrial = firstTrial;
        Span<Lane> lanes = _lanes.AsSpan(0, int.Min(_lanes.Length, ends.Length));
        int begun = 0;
        for (; begun < lanes.Length; begun++)
            Begin(ref lanes[begun], begun);
        while (!lanes.IsEmpty)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < lanes.Length; i++)
            {
                _turn = i;
                ref Lane lane = ref lanes[i];
                if (Step(ref lane, default(NoLogPoints)))
                    continue;
                ends[lane.Place] = EndOf(ref lane);
                if (begun < ends.Length)
                {
                    Begin(ref lane, begun++);
                    continue;
                }
                // The last lane takes the place of the one that is done.
                (lane, lanes[^1]) = (lanes[^1], lane);
                lanes = lanes[..^1];
            }
        }
    }

    /// <summary>Begins a trial that runs alone.</summary>
    /// <param name="place">Its place after the first.</param>
    protected ref Lane Begin(int place)
    {
        Begin(ref _lanes[0], place);
        return ref _lanes[0];
    }

    private void Begin(ref Lane lane, int place)
    {
        long trial = FirstTrial + place;
        TrialWorld world = TrialWorld.OfTrial(_worldKey, trial);
        lane.Place = place;
        lane.Search.Begin(world, AlgorithmStream.OfTrial(_algorithmKey, trial));
        lane.Algorithm = _begin(lane.Search, _experiment.Parameters);
        lane.Trainings.Begin(world);
        lane.Standing = new TrialStanding(_experiment.Budget, lane.Algorithm.PrefersLongerTraining);
    }

    private TrialEnd EndOf(ref Lane lane) =>
        lane.Standing.Count > 0 ? lane.Standing.End() : throw new NatsBenchException($"{_experiment.Algorithm.Name} proposed nothing");

    // One evaluation; false when the trial is over.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Step<TLog>(ref Lane lane, TLog log)
        where TLog : struct, ILogPoints
    {
        if (!(lane.Standing.IsBeforeBudget || GoesOnBeyondBudget(ref lane)) || !lane.Algorithm.TryPropose(out Proposal proposal))
            return false;
        Evaluation evaluation = lane.Trainings.Train(ref proposal, out uint draw);
        Conclude(ref lane, log, proposal, evaluation, lane.Standing.Clock + evaluation.Cost, draw, worker: 0);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool GoesOn(ref Lane lane, double clock, int begun) =>
        (clock < _mostSeconds && begun < _mostEvaluations) || GoesOnBeyondBudget(ref lane);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool GoesOnBeyondBudget(ref Lane lane) => lane.Algorithm.Persistence switch
    {
        Persistence.UntilDone => true,
        Persistence.UntilInterpolated => _experiment.Budget.Seconds is not null && !lane.Standing.NearestAreKnown(),
        _ => false,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Conclude<TLog>(
        ref Lane lane, TLog log, in Proposal proposal, Evaluation evaluation, double clock, uint draw, int worker)
        where TLog : struct, ILogPoints
    {
        lane.Standing.Add(clock, evaluation.Accuracy, proposal.Architecture, proposal.Epochs);
        log.Add(new LogPoint(
            clock, evaluation.Cost, evaluation.Accuracy, proposal.Architecture, proposal.Epochs, draw, worker, lane.Standing.Incumbent));
        lane.Algorithm.Observe(new Observation(proposal, evaluation.Accuracy, clock, [])
        {
            Oracle = _oracle,
            Draw = draw,
        });
    }

    // A trial that is under way.
    protected struct Lane
    {
        public TAlgorithm Algorithm;
        public TTrainings Trainings;
        public SearchContext Search;
        public TrialStanding Standing;
        public int Place;
    }
}
