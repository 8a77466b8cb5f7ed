using NatsBench.Fast.Data;
using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Evaluations;

/// <summary>A trained network on a set of images, beside what the table says.</summary>
/// <param name="Training">Which training.</param>
/// <param name="Architecture">The architecture's text.</param>
/// <param name="Set">Which images.</param>
/// <param name="Score">What was measured.</param>
/// <param name="Table">What the table holds.</param>
/// <param name="Provider">Who computed, such as <c>cpu</c>.</param>
public sealed record TrainingEvaluation(TrainingKey Training, string Architecture, EvaluationSet Set, SetScore Score, TableScore Table, string Provider)
{
    /// <summary>
    /// How many more images were right here than in the table, which holds percents; null where it holds nothing, or where these are not as many images as
    /// the table was measured on.
    /// </summary>
    public int? Difference => Table.Top1 is { } percent && Score.Images == OfficialImages.Count(Training.Dataset, Set)
        ? Score.Top1 - (int)Math.Round(percent / 100 * Score.Images)
        : null;
}
