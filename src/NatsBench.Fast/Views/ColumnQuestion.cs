using NatsBench.Fast.Model;
using NatsBench.Fast.Queries;

namespace NatsBench.Fast.Views;

/// <summary>What a column of a table holds of every architecture.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Set">On which set, by name; <c>train</c> is the training set.</param>
/// <param name="Epoch">After which epoch, 0-based; null is each run's last.</param>
/// <param name="Over">What is made of the runs.</param>
/// <param name="Seed">The seed of the one run, where that is asked for.</param>
internal readonly record struct ColumnQuestion(Measure Measure, string Set, int? Epoch, Over Over, long Seed)
{
    public static ColumnQuestion Of(Measure measure, EvaluationSet set, int? epoch, long? seed) =>
        new(measure, set.Name, epoch, seed is null ? Over.Mean : Over.OneSeed, seed ?? 0);

    public static ColumnQuestion OfDeviation(Measure measure, EvaluationSet set, int? epoch) => new(measure, set.Name, epoch, Over.Deviation, 0);

    /// <summary>The measure among what the rules say of one set.</summary>
    public double? Among(in Metrics metrics) => Measure switch
    {
        Measure.Accuracy => metrics.Accuracy,
        Measure.Loss => metrics.Loss,
        _ => metrics.TotalTime,
    };

    /// <summary>As a message says it.</summary>
    public override string ToString()
    {
        string what = Measure == Measure.Seconds ? "time" : Measure == Measure.Loss ? "loss" : "accuracy";
        string of = Over == Over.OneSeed ? $" of seed {Seed}" : "";
        return Epoch is { } epoch ? $"{what} on {Set} after epoch {epoch}{of}" : $"{what} on {Set}{of}";
    }
}

/// <summary>What a column holds.</summary>
internal enum Measure
{
    /// <summary>Top-1 accuracy, percent.</summary>
    Accuracy,

    /// <summary>Cross-entropy loss.</summary>
    Loss,

    /// <summary>Seconds of all epochs up to the one asked for.</summary>
    Seconds,
}

/// <summary>What a column makes of the runs of an architecture.</summary>
internal enum Over
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their population standard deviation.</summary>
    Deviation,

    /// <summary>The one of a seed.</summary>
    OneSeed,
}
