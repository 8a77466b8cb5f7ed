using NatsBench.Fast.Model;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Randomness;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// Runs trials of an experiment, one at a time; each depends on its number alone. Keeps its memory from trial to trial. Used by one
/// thread; make one a thread.
/// </summary>
public sealed partial class TrialRunner
{
    private readonly Experiment _experiment;
    private readonly IOracle _oracle;
    private readonly SeedDraws _seeds;
    private readonly ResumedTrainings? _resumed;
    private readonly TrialLog _log = new();
    private readonly Workers? _workers;
    private readonly double _mostSeconds;
    private readonly int _mostEvaluations;
    private readonly bool _hasObjectives;
    private readonly ulong _worldKey;
    private readonly ulong _algorithmKey;

    /// <summary>Prepares to run trials.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <exception cref="NatsBenchException">As <see cref="Experiment.Check"/>.</exception>
    public TrialRunner(Experiment experiment)
        : this(experiment, experiment?.Workers > 1)
    {
    }

    // Tests let one worker go through the asynchronous scheduler.
    internal TrialRunner(Experiment experiment, bool isAsynchronous)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        experiment.Check();
        (_experiment, _oracle) = (experiment, experiment.Oracle);
        _seeds = new SeedDraws(_oracle.Seeds, _oracle.Space.Count);
        _resumed = _oracle.Resumes ? new ResumedTrainings(_oracle, _seeds) : null;
        _workers = isAsynchronous ? new Workers(experiment.Workers) : null;
        (_mostSeconds, _mostEvaluations) = (experiment.Budget.Seconds ?? double.PositiveInfinity, experiment.Budget.Evaluations ?? int.MaxValue);
        _hasObjectives = _oracle.Quantities.Count > 0;
        (SearchSpace space, string dataset) = (_oracle.Space.Kind, experiment.Dataset.Name);
        _worldKey = TrialWorld.KeyOf(experiment.RootSeed, space, dataset);
        _algorithmKey = AlgorithmStream.KeyOf(experiment.RootSeed, space, dataset, experiment.Algorithm.Name, experiment.Parameters.Text);
    }

    /// <summary>Runs a trial from its beginning.</summary>
    /// <param name="trial">Its number, 0 or more.</param>
    /// <param name="cancellation">Stops between evaluations.</param>
    /// <returns>Its log points in the order in which the evaluations ended; valid until the next trial.</returns>
    /// <exception cref="NatsBenchException">The algorithm asks for a fidelity that is not there, proposes nothing, or makes too many evaluations.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ReadOnlySpan<LogPoint> Run(long trial, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trial);
        TrialWorld world = TrialWorld.OfTrial(_worldKey, trial);
        SearchContext context = new(_oracle, world, AlgorithmStream.OfTrial(_algorithmKey, trial));
        ISearchAlgorithm algorithm = _experiment.Algorithm.Begin(context, _experiment.Parameters);
        _seeds.Begin(world);
        _resumed?.Begin();
        _log.Begin(algorithm);
        if (_workers is null)
            RunInSequence(algorithm, cancellation);
        else
            RunAsynchronously(algorithm, _workers, cancellation);
        return _log.Count > 0 ? _log.Points : throw new NatsBenchException($"{_experiment.Algorithm.Name} proposed nothing");
    }

    private void RunInSequence(ISearchAlgorithm algorithm, CancellationToken cancellation)
    {
        double clock = 0;
        while (GoesOn(algorithm, clock, _log.Count) && algorithm.TryPropose(out Proposal proposal))
        {
            cancellation.ThrowIfCancellationRequested();
            Evaluation evaluation = Evaluate(ref proposal, out uint draw);
            clock += evaluation.Cost;
            Conclude(algorithm, proposal, evaluation, clock, draw, worker: 0);
        }
    }

    private bool GoesOn(ISearchAlgorithm algorithm, double clock, int begun) =>
        (clock < _mostSeconds && begun < _mostEvaluations) || GoesOnBeyondBudget(algorithm);

    private bool GoesOnBeyondBudget(ISearchAlgorithm algorithm) => algorithm.Persistence switch
    {
        Persistence.UntilDone => true,
        Persistence.UntilInterpolated => _experiment.Budget.Seconds is { } seconds && !NearestPoints.AreKnown(_log.Points, seconds),
        _ => false,
    };

    private Evaluation Evaluate(ref Proposal proposal, out uint draw)
    {
        int architecture = _oracle.Space.Resolve(proposal.Architecture);
        if (architecture != proposal.Architecture)
            proposal = proposal with { Architecture = architecture };
        if (_resumed is not null)
            return _resumed.Evaluate(architecture, proposal.Epochs, out draw);
        draw = _seeds.Next(architecture);
        return _oracle.Evaluate(architecture, proposal.Epochs, draw);
    }

    private void Conclude(ISearchAlgorithm algorithm, in Proposal proposal, Evaluation evaluation, double clock, uint draw, int worker)
    {
        _log.Add(clock, evaluation.Cost, evaluation.Accuracy, proposal, draw, worker);
        algorithm.Observe(new Observation(proposal, evaluation.Accuracy, clock, _hasObjectives ? _oracle.Objectives(proposal.Architecture) : [])
        {
            Oracle = _oracle,
            Draw = draw,
        });
    }
}
