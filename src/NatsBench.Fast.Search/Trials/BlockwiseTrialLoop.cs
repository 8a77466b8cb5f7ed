using System.Runtime.CompilerServices;
using NatsBench.Fast.Search.Algorithms;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Runs trials of an algorithm that takes several steps in one go.</summary>
/// <typeparam name="TAlgorithm">The algorithm.</typeparam>
/// <typeparam name="TTrainings">What trainings give.</typeparam>
internal class BlockwiseTrialLoop<TAlgorithm, TTrainings>(
    Experiment experiment, Func<SearchContext, HyperParameters, TAlgorithm> begin, TTrainings trainings, Workers? workers)
    : TrialLoop<TAlgorithm, TTrainings>(experiment, begin, trainings, workers)
    where TAlgorithm : struct, IBlockwiseAlgorithm
    where TTrainings : struct, ITrainings
{
    private readonly bool _isInSequence = workers is null;
    private readonly int[] _architectures = new int[ITrainingBlock.Most];
    private readonly double[] _rewards = new double[ITrainingBlock.Most];

    // As many as the last trial had: what is trained beyond the budget is thrown away.
    private int _usual = 64;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void RunToEnd(CancellationToken cancellation)
    {
        if (!_isInSequence)
        {
            base.RunToEnd(cancellation);
            return;
        }
        TrainingBlock<TTrainings> block = new(Trainings, ref Standing, _architectures, _rewards, _usual);
        while (Standing.IsBeforeBudget)
        {
            cancellation.ThrowIfCancellationRequested();
            Algorithm.Advance(ref block);
        }
        _usual = Standing.Count;
    }
}
