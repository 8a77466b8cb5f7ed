using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Statistics.Samples;

/// <summary>A column in numbers and bins; NaN (absent) counts nowhere. Immutable, thread-safe.</summary>
/// <param name="Count">How many are numbers.</param>
/// <param name="Infinite">How many of them are infinite; they lie in no bin.</param>
/// <param name="Minimum">The least; NaN where there is none, as below.</param>
/// <param name="FirstQuartile">Quantile 1/4, type 7.</param>
/// <param name="Median">The median.</param>
/// <param name="ThirdQuartile">Quantile 3/4, type 7.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="Mean">The mean of the finite ones.</param>
/// <param name="Deviation">The population standard deviation of the finite ones.</param>
/// <param name="Edges">Edges of the bins, one more than there are bins; none where no value is finite.</param>
/// <param name="Counts">How many lie in each bin, as <c>numpy.histogram</c> counts (<see cref="Scan.Histogram"/>).</param>
public sealed record ColumnDistribution(
    int Count, int Infinite, double Minimum, double FirstQuartile, double Median, double ThirdQuartile, double Maximum, double Mean, double Deviation,
    IReadOnlyList<double> Edges, IReadOnlyList<int> Counts)
{
    /// <summary>The distribution of a column.</summary>
    /// <param name="values">The column; NaN where absent.</param>
    /// <param name="bins">How many bins of equal width between the least and the greatest finite value, 1 or more.</param>
    public static ColumnDistribution Of(ReadOnlySpan<double> values, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        double[] numbers = [.. values.ToArray().Where(value => !double.IsNaN(value)).Order()];
        double[] finite = [.. numbers.Where(double.IsFinite)];
        ColumnSummary summary = Scan.Summarize(finite);
        (double[] edges, int[] counts) = finite.Length == 0 ? ([], []) : Bins(finite, bins);
        return new ColumnDistribution(
            numbers.Length, numbers.Length - finite.Length, numbers.FirstOrDefault(double.NaN), At(0.25), At(0.5), At(0.75), numbers.LastOrDefault(double.NaN), summary.Mean, Math.Sqrt(summary.Variance), edges, counts);

        double At(double share) => numbers.Length == 0 ? double.NaN : new Quantile(share).OfOrdered(numbers);
    }

    private static (double[] Edges, int[] Counts) Bins(double[] ordered, int bins)
    {
        (double least, double greatest) = (ordered[0], ordered[^1]);
        int[] counts = new int[bins];
        _ = Scan.Histogram(ordered, least, greatest, counts);
        // As the scan takes them where all are equal.
        if (least == greatest)
            (least, greatest) = (least - 0.5, greatest + 0.5);
        double width = (greatest - least) / bins;
        return ([.. Enumerable.Range(0, bins).Select(bin => least + bin * width), greatest], counts);
    }
}
