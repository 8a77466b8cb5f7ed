using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// Runs trials of random search by several workers in simulated time. What it proposes depends on nothing that was observed, so that its
/// trainings are made many at a time before anybody begins them, and whoever ends begins the next.
/// </summary>
/// <param name="experiment">The experiment.</param>
/// <param name="begin">Begins a trial.</param>
/// <param name="workers">The workers, for trials whose log points are kept.</param>
internal sealed class RandomTrialLoop(Experiment experiment, Func<SearchContext, HyperParameters, RandomSearch> begin, Workers workers)
    : TrialLoop<RandomSearch, SampledTrainings>(experiment, begin, new SampledTrainings((TableOracle)experiment.Oracle), workers)
{
    // Those that nobody begins any more are thrown away.
    private const int Together = 64;

    private readonly int _workers = experiment.Workers;
    private readonly int _epochs = experiment.Oracle.Fidelities.Full;
    private readonly NextEnds _ends = new(experiment.Workers);

    // What each worker trains, and what it will give.
    private readonly int[] _architectures = new int[experiment.Workers];
    private readonly double[] _rewards = new double[experiment.Workers];

    // The next ones to be begun, from _next on.
    private readonly int[] _nextArchitectures = new int[Together];
    private readonly Evaluation[] _nextEvaluations = new Evaluation[Together];
    private int _next;

    // How many were trained in this trial, and up to where few of them were trained before.
    private int _trained;
    private readonly int _fewOfSpace = experiment.Oracle.Space.Count / 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void RunToEnd(CancellationToken cancellation)
    {
        _ends.Clear();
        (_next, _trained) = (Together, 0);
        int begun = 0;
        while (begun < _workers && GoesOn(0, begun))
            Begin(begun++, 0, cancellation);
        while (_ends.TryTake(out int worker, out double clock))
        {
            Standing.Add(clock, _rewards[worker], _architectures[worker], _epochs);
            if (!GoesOn(clock, begun))
                continue;
            Begin(worker, clock, cancellation);
            begun++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Begin(int worker, double clock, CancellationToken cancellation)
    {
        if (_next == Together)
            TrainNext(cancellation);
        int next = _next++;
        ref readonly Evaluation evaluation = ref _nextEvaluations[next];
        (_architectures[worker], _rewards[worker]) = (_nextArchitectures[next], evaluation.Accuracy);
        _ends.Add(worker, clock + evaluation.Cost);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TrainNext(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Search.NextDesigns(_nextArchitectures);
        if (_trained < _fewOfSpace)
            Trainings.TrainFully(_nextArchitectures, _nextEvaluations);
        else
            TrainAgain();
        _trained += Together;
        _next = 0;
    }

    // One after the other: where many were trained before, many draws would be made twice.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void TrainAgain()
    {
        for (int i = 0; i < Together; i++)
        {
            Proposal proposal = new(_nextArchitectures[i], _epochs);
            _nextEvaluations[i] = Trainings.Train(ref proposal, out _);
        }
    }
}
