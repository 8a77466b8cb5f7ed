namespace NatsBench.Fast.Statistics.Comparisons;

/// <summary>How a rank test comes to its p-value.</summary>
public enum PValueMode
{
    /// <summary>Exact up to <see cref="RankSums.MostExact"/> values, normal beyond.</summary>
    Auto,

    /// <summary>From all orders that the ranks at hand, ties included, could have come in; refused beyond <see cref="RankSums.MostExact"/> values.</summary>
    Exact,

    /// <summary>From the normal approximation, its variance corrected for ties.</summary>
    Normal,
}
