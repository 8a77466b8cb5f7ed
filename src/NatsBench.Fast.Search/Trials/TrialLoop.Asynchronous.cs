using NatsBench.Fast.Search.Algorithms;
using NatsBench.Fast.Search.Oracle;

namespace NatsBench.Fast.Search.Trials;

internal partial class TrialLoop<TAlgorithm, TTrainings>
{
    // Events in simulated time: every free worker is given work, then the training that ends first is observed. A training that was begun
    // within the budget is finished; of several that end at once the one that began first comes first.
    private void RunAsynchronously<TLog>(Workers workers, TLog log, CancellationToken cancellation)
        where TLog : struct, ILogPoints
    {
        workers.Begin();
        double clock = 0;
        int begun = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            while (workers.HasFree && GoesOn(clock, begun) && _algorithm.TryPropose(out Proposal proposal))
            {
                Evaluation evaluation = _trainings.Train(ref proposal, out uint draw);
                workers.Begin(clock + evaluation.Cost) = new Job(evaluation, proposal, draw, clock);
                begun++;
            }
            if (!workers.TryEnd(out int worker, out clock))
                return;
            ref readonly Job ended = ref workers.JobOf(worker);
            Conclude(log, ended, clock, worker);
        }
    }
}
