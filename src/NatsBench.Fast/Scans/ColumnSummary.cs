namespace NatsBench.Fast.Scans;

/// <summary>The numbers of a column in a few of them; NaN (absent) counts nowhere.</summary>
public readonly record struct ColumnSummary
{
    private readonly double _squares;

    internal ColumnSummary(int count, double minimum, double maximum, double mean, double squares) =>
        (Count, Minimum, Maximum, Mean, _squares) = (count, minimum, maximum, mean, squares);

    internal static ColumnSummary Empty => new(0, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>How many values are numbers.</summary>
    public int Count { get; }

    /// <summary>The least, in the column's unit; a zero is +0. NaN when there is none.</summary>
    public double Minimum { get; }

    /// <summary>The greatest, in the column's unit; a zero is +0. NaN when there is none.</summary>
    public double Maximum { get; }

    /// <summary>The arithmetic mean, within <see cref="Minimum"/> and <see cref="Maximum"/> even where the sum is beyond all doubles; NaN when there is none, or both infinities.</summary>
    public double Mean { get; }

    /// <summary>
    /// The population variance, Σ(x - mean)² / n, in the column's unit squared: the spread of just these candidates, as
    /// <c>numpy.var</c>. NaN when there is no number or an infinite one.
    /// </summary>
    public double Variance => _squares / Count;

    /// <summary>
    /// The sample variance, Σ(x - mean)² / (n - 1): an estimate for what they were drawn from, as <c>statistics.variance</c>. NaN
    /// below two numbers.
    /// </summary>
    public double SampleVariance => Count < 2 ? double.NaN : _squares / (Count - 1);
}
