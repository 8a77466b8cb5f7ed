using NatsBench.Fast.Search.Fronts;
using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Studies.Summaries;

/// <summary>What the fronts of an experiment's trials come to on a dataset, and what no front surpasses.</summary>
/// <param name="Size">Mean number of architectures.</param>
/// <param name="Reward">Hypervolume at the rewards, as the searches saw them.</param>
/// <param name="Valid">Hypervolume at the validation accuracies that are reported.</param>
/// <param name="Test">Hypervolume at the test accuracies that are reported.</param>
/// <param name="Exact">The fronts of all architectures that may be proposed, and the reference point.</param>
public sealed record FrontSummary(double Size, Summary Reward, Summary Valid, Summary Test, ExactFront Exact)
{
    internal static FrontSummary? Of(ExperimentOutcomes experiment, int report)
    {
        if (experiment.Outcomes.Fronts.Count == 0)
            return null;
        FrontOutcome[] fronts = experiment.Outcomes.Fronts[report];
        return new FrontSummary(
            fronts.Sum(front => (long)front.Size) / (double)fronts.Length, Summarize(front => front.Reward), Summarize(front => front.Valid),
            Summarize(front => front.Test), experiment.Outcomes.Exact[report]);

        Summary Summarize(Func<FrontOutcome, double> choose) => Summary.Of([.. fronts.Select(choose)]);
    }
}
