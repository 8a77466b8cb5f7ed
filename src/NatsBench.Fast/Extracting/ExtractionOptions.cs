using NatsBench.Fast.Model;

namespace NatsBench.Fast.Extracting;

/// <summary>Which part of a column file to write. Immutable.</summary>
public sealed record ExtractionOptions
{
    /// <summary>The datasets to keep; null for all.</summary>
    public IReadOnlyCollection<Dataset>? Datasets { get; init; }

    /// <summary>The settings to keep; null for all.</summary>
    public IReadOnlyCollection<TrainingSetting>? Settings { get; init; }

    /// <summary>
    /// The architectures whose records are kept, by index; null for all. All are listed still, so that an index means the same.
    /// </summary>
    public IReadOnlyCollection<int>? Architectures { get; init; }

    /// <summary>True to leave every curve out: the numbers after the last epoch, totals and costs remain.</summary>
    public bool WithoutCurves { get; init; }
}
