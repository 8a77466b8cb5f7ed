using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Runs trials of an algorithm whose proposals depend on nothing observed: draws and trainings many at a time, the clock after them.</summary>
/// <typeparam name="TAlgorithm">The algorithm.</typeparam>
/// <typeparam name="TTrainings">What trainings give.</typeparam>
internal sealed class IndependentTrialLoop<TAlgorithm, TTrainings>(
    Experiment experiment, Func<SearchContext, HyperParameters, TAlgorithm> begin, TTrainings trainings)
    : TrialLoop<TAlgorithm, TTrainings>(experiment, begin, trainings, workers: null)
    where TAlgorithm : struct, IIndependentProposals
    where TTrainings : struct, ITrainings
{
    // Trainings beyond the budget are thrown away, so the last ones of a trial come in fours.
    private const int Most = 64, Least = 4;

    protected override void RunToEnd(CancellationToken cancellation)
    {
        Span<int> architectures = stackalloc int[Most];
        Span<Evaluation> evaluations = stackalloc Evaluation[Most];
        int epochs = Algorithm.Epochs;
        while (Standing.IsBeforeBudget)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = int.Clamp(Standing.Expected(), Least, Most);
            Algorithm.Propose(architectures[..count]);
            Trainings.Train(architectures[..count], epochs, evaluations);
            Standing.Add(architectures[..count], epochs, evaluations);
        }
    }
}
