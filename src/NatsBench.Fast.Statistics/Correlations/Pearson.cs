using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Correlations;

/// <summary>Pearson's correlation. Those of ranks, Spearman's and Kendall's, are the core's <see cref="Scans.Scan"/>.</summary>
public static class Pearson
{
    /// <summary>The correlation of two columns, as <c>scipy.stats.pearsonr</c>.</summary>
    /// <param name="first">One column.</param>
    /// <param name="second">The other, equally long.</param>
    /// <returns>-1 to 1; NaN where a column is constant.</returns>
    /// <exception cref="ArgumentException">The columns are empty or differ in length, or a value is NaN or infinite.</exception>
    public static double Correlation(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        Require.EquallyLong(first.Length, second.Length, nameof(second));
        double[] x = Centred(first, nameof(first)), y = Centred(second, nameof(second));
        double products = 0;
        for (int i = 0; i < x.Length; i++)
            products += x[i] * y[i];
        return double.Clamp(products, -1, 1);
    }

    // Differences from the mean, of length 1: their squares neither overflow nor vanish. NaN where all are 0.
    private static double[] Centred(ReadOnlySpan<double> column, string name)
    {
        Require.Finite(column, name);
        double[] centred = column.ToArray();
        double least = centred.Min(), greatest = centred.Max(), scale = greatest / 2 - least / 2, mean = 0, squares = 0;
        for (int i = 0; i < centred.Length; i++)
            mean += centred[i] = (centred[i] / 2 - least / 2) / scale;
        mean /= centred.Length;
        for (int i = 0; i < centred.Length; i++)
            squares += (centred[i] -= mean) * centred[i];
        for (int i = 0; i < centred.Length; i++)
            centred[i] /= Math.Sqrt(squares);
        return centred;
    }
}
