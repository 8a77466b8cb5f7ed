using NatsBench.Fast.Scans.Kernels;

namespace NatsBench.Fast.Scans;

public static partial class Scan
{
    /// <summary>Count, minimum, maximum, mean and variance of the numbers of a column, in two passes.</summary>
    /// <param name="values">The column; an absent value (NaN) does not count.</param>
    /// <returns>
    /// The summary. Sums are sixteen partial sums, value i in the one of i modulo 16, added up from the first: the same bits on any
    /// hardware, but not those of a sum from left to right.
    /// </returns>
    public static ColumnSummary Summarize(ReadOnlySpan<double> values) =>
        Widest.Run<SummaryKernel, ReadOnlySpan<double>, ColumnSummary>(values);

    /// <summary>
    /// The percentile rank of a value: 100 · (numbers below it + half of those equal to it) / numbers. The scipy function
    /// <c>percentileofscore</c> calls it the mean kind.
    /// </summary>
    /// <param name="values">The column; an absent value (NaN) does not count.</param>
    /// <param name="value">A value in the column's unit; it need not be one of the column.</param>
    /// <returns>0 to 100; NaN when the value is NaN or the column has no number.</returns>
    public static double PercentileRank(ReadOnlySpan<double> values, double value)
    {
        if (double.IsNaN(value))
            return double.NaN;
        RankCounts counts = Widest.Run<RankKernel, RankQuestion, RankCounts>(new RankQuestion(values, value));
        return 100 * (counts.Below + 0.5 * counts.Equal) / counts.Numbers;
    }

    /// <summary>
    /// Counts values in bins of equal width, as <c>numpy.histogram</c> does: a bin holds its lower edge and not its upper one, the
    /// last holds both; edge i is minimum + i · width, rounded once each step. Where both bounds are equal, numpy's range of
    /// half a unit to either side is taken.
    /// </summary>
    /// <param name="values">The column; an absent value (NaN) and one outside the bounds do not count.</param>
    /// <param name="minimum">The lower edge of the first bin, finite, in the column's unit.</param>
    /// <param name="maximum">The upper edge of the last bin, finite, not below the minimum.</param>
    /// <param name="bins">Where to: one count for each bin, one or more bins.</param>
    /// <returns>How many values were counted.</returns>
    /// <exception cref="ArgumentException">There is no bin, or the bounds are no finite range.</exception>
    public static int Histogram(ReadOnlySpan<double> values, double minimum, double maximum, Span<int> bins)
    {
        if (bins.IsEmpty)
            throw new ArgumentException("a histogram has one bin or more", nameof(bins));
        if (!(minimum <= maximum) || !double.IsFinite(maximum - minimum))
            throw new ArgumentException($"bins need a finite range, not {minimum} to {maximum}");
        return HistogramKernel.Run(new HistogramQuestion(values, minimum, maximum, bins));
    }
}
