namespace NatsBench.Fast.Reports.Pictures;

/// <summary>An axis of a picture.</summary>
/// <param name="Label">What is measured, with its unit.</param>
public sealed record PictureAxis(string Label)
{
    /// <summary>Whether equal ratios are equally far apart. Values that are not above 0 are not drawn.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Where it begins; null for the least value with some room.</summary>
    public double? Least { get; init; }

    /// <summary>Where it ends; null for the greatest value with some room.</summary>
    public double? Greatest { get; init; }

    /// <summary>Names of the places 0, 1, 2 and so on, where the axis has no numbers.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Whether only what is drawn has a meaning, and not its place along this axis: no line, no ticks, no label.</summary>
    public bool IsHidden { get; init; }
}
