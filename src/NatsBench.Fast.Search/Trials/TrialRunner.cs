using System.Runtime.Intrinsics.X86;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// Runs trials of an experiment; each depends on its number alone. Keeps its memory from trial to trial. Used by one
/// thread; make one a thread.
/// </summary>
public sealed class TrialRunner
{
    private readonly TrialLoop _loop;

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
        _loop = AlgorithmStart.Accept(experiment.Algorithm.Begin, new LoopMaker(experiment, isAsynchronous ? new Workers(experiment.Workers) : null));
    }

    /// <summary>The trial that runs, or ran last: where an algorithm throws, the one that shows it again.</summary>
    public long Trial => _loop.Trial;

    /// <summary>How many trials are best run at a time: many where they run abreast, few enough for progress to be seen.</summary>
    public int TrialsTogether => _loop.TrialsTogether;

    /// <summary>Runs a trial from its beginning.</summary>
    /// <param name="trial">Its number, 0 or more.</param>
    /// <param name="cancellation">Stops between evaluations.</param>
    /// <returns>Its log points in the order in which the evaluations ended; valid until the next trial.</returns>
    /// <exception cref="NatsBenchException">The algorithm asks for a fidelity that is not there, proposes nothing, or makes too many evaluations.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ReadOnlySpan<LogPoint> Run(long trial, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trial);
        return _loop.RunAndKeep(trial, cancellation);
    }

    /// <summary>Runs consecutive trials and keeps no log points: much faster where only their ends are asked for.</summary>
    /// <param name="firstTrial">The number of the first, 0 or more.</param>
    /// <param name="ends">Receives the end of each, in the order of their numbers: what <see cref="TrialEnd.Of"/> makes of its log points.</param>
    /// <param name="cancellation">Stops between evaluations; what was written by then is worthless.</param>
    /// <exception cref="NatsBenchException">As the other form.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Run(long firstTrial, Span<TrialEnd> ends, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstTrial);
        _loop.Run(firstTrial, ends, cancellation);
    }

    private sealed class LoopMaker(Experiment experiment, Workers? workers) : IAlgorithmVisitor<TrialLoop>
    {
        public TrialLoop Visit<TAlgorithm>(Func<SearchContext, HyperParameters, TAlgorithm> begin)
            where TAlgorithm : ISearchAlgorithm =>
            workers is null && begin is Func<SearchContext, HyperParameters, RegularizedEvolution> evolution && EvolutionTrialLoop.Fits(experiment)
                ? new EvolutionTrialLoop(experiment, evolution, Avx2.IsSupported)
            : workers is not null && begin is Func<SearchContext, HyperParameters, Asha> asha && SampledTrainings.Fit(experiment.Oracle)
                ? new AshaTrialLoop(experiment, asha, workers)
            : SampledTrainings.Fit(experiment.Oracle)
                ? new TrialLoop<TAlgorithm, SampledTrainings>(experiment, begin, new SampledTrainings((TableOracle)experiment.Oracle), workers)
                : new TrialLoop<TAlgorithm, OracleTrainings>(experiment, begin, new OracleTrainings(experiment.Oracle), workers);

        public TrialLoop VisitBlockwise<TAlgorithm>(Func<SearchContext, HyperParameters, TAlgorithm> begin)
            where TAlgorithm : struct, IBlockwiseAlgorithm =>
            workers is not null && begin is Func<SearchContext, HyperParameters, RandomSearch> random && SampledTrainings.Fit(experiment.Oracle)
                ? new RandomTrialLoop(experiment, random, workers)
            : workers is null && begin is Func<SearchContext, HyperParameters, RandomSearch> one && SequentialRandomTrialLoop.Fits(experiment)
                ? new SequentialRandomTrialLoop(experiment, one)
            : workers is null && begin is Func<SearchContext, HyperParameters, LocalSearch> local && LocalSearchTrialLoop.Fits(experiment)
                ? new LocalSearchTrialLoop(experiment, local)
            : SampledTrainings.Fit(experiment.Oracle)
                ? new BlockwiseTrialLoop<TAlgorithm, SampledTrainings>(experiment, begin, new SampledTrainings((TableOracle)experiment.Oracle), workers)
                : new BlockwiseTrialLoop<TAlgorithm, OracleTrainings>(experiment, begin, new OracleTrainings(experiment.Oracle), workers);
    }
}
