using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Statistics.Correlations;

/// <summary>How two columns of the same candidates go together, over those that have a number in both. Immutable, thread-safe.</summary>
/// <param name="Pairs">How many have both numbers.</param>
/// <param name="Pearson">Pearson's correlation; NaN of a constant, of fewer than two pairs, or where a number is infinite.</param>
/// <param name="Spearman">Spearman's ρ; NaN of a constant or of fewer than two pairs.</param>
/// <param name="Kendall">Kendall's τ-b; NaN likewise.</param>
/// <param name="WeightedKendall">
/// The weighted τ, whose weights are greatest for the best of each column by its own direction; its sign is that of the columns as they are. NaN likewise.
/// </param>
/// <param name="Precisions">For each k that was asked for and is no more than the pairs: the share of the k best of the first column that are among the k best of the second.</param>
public sealed record ColumnCorrelations(
    int Pairs, double Pearson, double Spearman, double Kendall, double WeightedKendall, IReadOnlyList<(int K, double Precision)> Precisions)
{
    /// <summary>Correlates two columns.</summary>
    /// <param name="first">One column, what predicts; NaN where absent.</param>
    /// <param name="second">The other, what is predicted; equally long.</param>
    /// <param name="firstIsMaximised">Whether the greatest of the first are its best.</param>
    /// <param name="secondIsMaximised">Whether the greatest of the second are its best.</param>
    /// <param name="ks">How many of the best count, each 1 or more.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or a k is below 1.</exception>
    public static ColumnCorrelations Of(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, bool firstIsMaximised, bool secondIsMaximised, IReadOnlyList<int> ks)
    {
        ArgumentNullException.ThrowIfNull(ks);
        if (first.Length != second.Length)
            throw new ArgumentException($"the columns have {first.Length} and {second.Length} candidates", nameof(second));
        List<double> xs = [], ys = [];
        for (int i = 0; i < first.Length; i++)
            if (!double.IsNaN(first[i]) && !double.IsNaN(second[i]))
            {
                xs.Add(first[i]);
                ys.Add(second[i]);
            }
        double[] x = [.. xs], y = [.. ys];
        double[] bestX = Better(x, firstIsMaximised), bestY = Better(y, secondIsMaximised);
        bool isFinite = x.All(double.IsFinite) && y.All(double.IsFinite);
        return new ColumnCorrelations(
            x.Length,
            x.Length > 1 && isFinite ? Correlations.Pearson.Correlation(x, y) : double.NaN,
            Scan.SpearmanCorrelation(x, y), Scan.KendallCorrelation(x, y),
            x.Length > 1 ? WeightedTau.Correlation(bestX, bestY) * (firstIsMaximised == secondIsMaximised ? 1 : -1) : double.NaN,
            [.. ks.Where(k => k <= x.Length).Select(k => (k, TopK.Precision(bestX, bestY, k)))]);
    }

    private static double[] Better(double[] column, bool isMaximised) => isMaximised ? column : [.. column.Select(value => -value)];
}
