using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Studies.Running;

/// <summary>Finds and measures the fronts of an experiment's trials. Used by one thread.</summary>
/// <param name="bound">The experiment, of a study with objectives.</param>
internal sealed class FrontRunner(BoundExperiment bound)
{
    private readonly TrialFront _front = new(bound.Experiment.Oracle);
    private readonly TrialFront _soFar = new(bound.Experiment.Oracle);

    /// <summary>Takes a trial.</summary>
    /// <param name="points">Its log points.</param>
    /// <param name="outcomes">Receives what its front comes to.</param>
    /// <param name="place">The trial's place in them.</param>
    /// <returns>The places of the front's log points, ascending; valid until the next call.</returns>
    public ReadOnlySpan<int> Add(ReadOnlySpan<LogPoint> points, OutcomeColumns outcomes, int place)
    {
        _front.Take(points, bound.Experiment.Budget);
        for (int report = 0; report < bound.Fronts.Count; report++)
            outcomes.Fronts[report][place] = bound.Fronts[report].Measure(_front);
        return _front.Steps;
    }

    /// <summary>Tells of the kept log points of the trial that was taken last whether they are of its front, and the hypervolume by then beside the exact one.</summary>
    /// <param name="points">Its log points.</param>
    /// <param name="kept">The places of those that are kept, ascending.</param>
    /// <param name="traces">Receives it.</param>
    public void Trace(ReadOnlySpan<LogPoint> points, ReadOnlySpan<int> kept, TraceColumns traces)
    {
        ExactFront exact = bound.Fronts[0].Exact;
        _soFar.Clear();
        (int taken, double hypervolume) = (0, 0);
        foreach (int step in kept)
        {
            bool hasChanged = false;
            for (; taken <= step; taken++)
                hasChanged |= _soFar.Add(points[taken]);
            // Rarely: most evaluations leave the front as it is. A longer training begins it anew.
            if (hasChanged)
                hypervolume = _soFar.Hypervolume(exact.Reference);
            traces.Front.Add(_front.Steps.BinarySearch(step) >= 0);
            traces.Hypervolume.Add(hypervolume);
            traces.ExactHypervolume.Add(exact.Reward.Hypervolume);
        }
    }
}
