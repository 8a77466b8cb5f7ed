using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

/// <summary>Runs trials of an algorithm whose proposals depend on nothing observed: draws and trainings many at a time, the clock after them.</summary>
/// <typeparam name="TAlgorithm">The algorithm.</typeparam>
/// <typeparam name="TTrainings">What trainings give.</typeparam>
internal sealed class IndependentTrialLoop<TAlgorithm, TTrainings>(
    Experiment experiment, Func<SearchContext, HyperParameters, TAlgorithm> begin, Func<TTrainings> newTrainings)
    : TrialLoop<TAlgorithm, TTrainings>(experiment, begin, newTrainings, workers: null)
    where TAlgorithm : struct, IIndependentProposals
    where TTrainings : struct, ITrainings
{
    // Trainings beyond the budget are thrown away, so the last ones of a trial come in fours.
    private const int Most = 64, Least = 4;

    public override void Run(long firstTrial, Span<TrialEnd> ends, CancellationToken cancellation)
    {
        FirstTrial = firstTrial;
        for (int i = 0; i < ends.Length; i++)
        {
            ref Lane lane = ref Begin(i);
            Run(ref lane, cancellation);
            ends[i] = lane.Standing.End();
        }
    }

    private void Run(ref Lane lane, CancellationToken cancellation)
    {
        Span<int> architectures = stackalloc int[Most];
        Span<Evaluation> evaluations = stackalloc Evaluation[Most];
        int epochs = lane.Algorithm.Epochs;
        while (lane.Standing.IsBeforeBudget)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = int.Clamp(lane.Standing.Expected(), Least, Most);
            lane.Algorithm.Propose(architectures[..count]);
            lane.Trainings.Train(architectures[..count], epochs, evaluations);
            lane.Standing.Add(architectures[..count], epochs, evaluations);
        }
    }
}
