using NatsBench.Fast.Model;

namespace NatsBench.Fast.Models.Weights;

/// <summary>One training of one architecture: what the trained tensors of an archive or a store belong to.</summary>
/// <param name="Architecture">Index of the architecture, 0 or more.</param>
/// <param name="Setting">How it was trained.</param>
/// <param name="Dataset">What it was trained on.</param>
/// <param name="Seed">The training's seed.</param>
public readonly record struct TrainingKey(int Architecture, TrainingSetting Setting, Dataset Dataset, long Seed) : IComparable<TrainingKey>
{
    /// <summary>By architecture, then setting and dataset by their characters, then seed.</summary>
    public int CompareTo(TrainingKey other)
    {
        int order = Architecture.CompareTo(other.Architecture);
        if (order == 0)
            order = string.CompareOrdinal(Setting.Key, other.Setting.Key);
        if (order == 0)
            order = string.CompareOrdinal(Dataset.Name, other.Dataset.Name);
        return order != 0 ? order : Seed.CompareTo(other.Seed);
    }

    /// <summary>Whether a training comes before another.</summary>
    public static bool operator <(TrainingKey left, TrainingKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether a training comes behind another.</summary>
    public static bool operator >(TrainingKey left, TrainingKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether a training comes before another or is the same.</summary>
    public static bool operator <=(TrainingKey left, TrainingKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether a training comes behind another or is the same.</summary>
    public static bool operator >=(TrainingKey left, TrainingKey right) => left.CompareTo(right) >= 0;

    /// <summary>Such as <c>architecture 284, hp 12, cifar10, seed 777</c>.</summary>
    public override string ToString() => $"architecture {Architecture}, hp {Setting}, {Dataset}, seed {Seed}";
}
