using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Evaluations.Scores;

/// <summary>Which networks NASWOT looks at, and how.</summary>
/// <param name="Space">The space of the architectures.</param>
/// <param name="Dataset">Whose classes the networks have, and the side of whose images; one of the four official ones.</param>
/// <param name="Images">What the networks are shown: 128 images in the paper.</param>
public sealed record NaswotPlan(SearchSpace Space, Dataset Dataset, ScoreImages Images)
{
    /// <summary>Of the weights, the same for every architecture; see <see cref="Models.Initialisation.DefaultInitialisation"/>.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Who computes. The batch is that of the images.</summary>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Auto;

    /// <summary>Which GPU, counted from 0.</summary>
    public int Device { get; init; }

    /// <summary>Networks that are run at once, each on one thread of the CPU, 1 to 1,024; scores are the same for any number.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
