using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Studies.Running;

/// <summary>Finds and measures the fronts of an experiment's trials. Used by one thread.</summary>
/// <param name="bound">The experiment, of a study with objectives.</param>
internal sealed class FrontRunner(BoundExperiment bound)
{
    private readonly TrialFront _front = new(bound.Experiment.Oracle);

    /// <summary>Takes a trial.</summary>
    /// <param name="points">Its log points.</param>
    /// <param name="outcomes">Receives what its front comes to.</param>
    /// <param name="place">The trial's place in them.</param>
    /// <returns>The places of the front's log points, ascending; valid until the next call.</returns>
    public ReadOnlySpan<int> Add(ReadOnlySpan<LogPoint> points, OutcomeColumns outcomes, int place)
    {
        ReadOnlySpan<int> steps = _front.Find(points, bound.Experiment.Budget);
        int[] architectures = new int[steps.Length];
        for (int i = 0; i < steps.Length; i++)
            architectures[i] = points[steps[i]].Architecture;
        for (int report = 0; report < bound.Fronts.Count; report++)
            outcomes.Fronts[report][place] = bound.Fronts[report].Measure(architectures);
        return steps;
    }
}
