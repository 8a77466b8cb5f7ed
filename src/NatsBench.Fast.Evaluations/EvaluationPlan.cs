using NatsBench.Fast.Inference;
using NatsBench.Fast.Model;

namespace NatsBench.Fast.Evaluations;

/// <summary>Which trainings are evaluated on which images, and how.</summary>
public sealed record EvaluationPlan
{
    /// <summary>What the networks were trained on, one of the four official datasets.</summary>
    public required Dataset Dataset { get; init; }

    /// <summary>Where the images lie; see <see cref="Data.OfficialImages.Read"/>.</summary>
    public required string Images { get; init; }

    /// <summary>The sets; empty for all of the dataset.</summary>
    public IReadOnlyList<EvaluationSet> Sets { get; init; } = [];

    /// <summary>How the networks were trained; null for the full training, 200 epochs of the topology space and 90 of the size space.</summary>
    public TrainingSetting? Setting { get; init; }

    /// <summary>The training's seed; null for all that have weights.</summary>
    public long? Seed { get; init; }

    /// <summary>Whether files that are not the published ones are refused.</summary>
    public bool PublishedOnly { get; init; } = true;

    /// <summary>Whether an architecture without such weights is left out and counted; else it is refused.</summary>
    public bool SkipAbsent { get; init; }

    /// <summary>Whether batch normalisations are folded into convolutions before they run: fastest, other last digits.</summary>
    public bool FoldBatchNorm { get; init; } = true;

    /// <summary>How the networks are run.</summary>
    public RunnerOptions Runner { get; init; } = new();
}
