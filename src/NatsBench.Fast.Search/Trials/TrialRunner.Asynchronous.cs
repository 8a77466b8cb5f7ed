using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

public sealed partial class TrialRunner
{
    // Events in simulated time: every free worker is given work, then the training that ends first is observed. A training that was begun
    // within the budget is finished; of several that end at once the one that began first comes first.
    private void RunAsynchronously(ISearchAlgorithm algorithm, Workers workers, CancellationToken cancellation)
    {
        workers.Begin();
        double clock = 0;
        int begun = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            while (workers.HasFree && GoesOn(algorithm, clock, begun) && algorithm.TryPropose(out Proposal proposal))
            {
                Evaluation evaluation = Evaluate(ref proposal, out uint draw);
                workers.Begin(new Job(evaluation, proposal, draw), clock + evaluation.Cost);
                begun++;
            }
            if (!workers.TryEnd(out int worker, out clock))
                return;
            ref readonly Job ended = ref workers.JobOf(worker);
            Conclude(algorithm, ended.Proposal, ended.Evaluation, clock, ended.Draw, worker);
        }
    }
}
