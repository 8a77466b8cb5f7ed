using NatsBench.Fast.Model;
using NatsBench.Fast.Models.Weights;

namespace NatsBench.Fast.Conversion.Weights;

/// <summary>Which trainings are wanted of those that have weights; a list that is empty allows all.</summary>
public sealed record WeightChoice
{
    /// <summary>What they were trained on.</summary>
    public IReadOnlyList<Dataset> Datasets { get; init; } = [];

    /// <summary>How they were trained.</summary>
    public IReadOnlyList<TrainingSetting> Settings { get; init; } = [];

    /// <summary>Their seeds.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>Whether a training is wanted.</summary>
    public bool Takes(TrainingKey training) =>
        (Datasets.Count == 0 || Datasets.Contains(training.Dataset))
        && (Settings.Count == 0 || Settings.Contains(training.Setting))
        && (Seeds.Count == 0 || Seeds.Contains(training.Seed));

    /// <summary>Such as <c>hp 12, cifar10, all seeds</c>.</summary>
    public override string ToString() =>
        $"{(Settings.Count == 0 ? "all settings" : $"hp {string.Join("/", Settings)}")}, {(Datasets.Count == 0 ? "all datasets" : string.Join("/", Datasets))}, "
        + (Seeds.Count == 0 ? "all seeds" : $"seed {string.Join("/", Seeds)}");
}
