namespace NatsBench.Fast.Scans.Kernels;

/// <summary>How many values fall into each bin of equal width.</summary>
internal readonly ref struct HistogramQuestion
{
    public readonly ReadOnlySpan<double> Values;
    public readonly Span<int> Bins;
    public readonly double Minimum;
    public readonly double Maximum;
    public readonly double Width;

    public HistogramQuestion(ReadOnlySpan<double> values, double minimum, double maximum, Span<int> bins)
    {
        Values = values;
        Bins = bins;
        // As numpy: a range of one point is made one wide.
        (Minimum, Maximum) = minimum == maximum ? (minimum - 0.5, maximum + 0.5) : (minimum, maximum);
        Width = (Maximum - Minimum) / bins.Length;
    }

    /// <summary>The lower edge of a bin, as numpy.linspace rounds it.</summary>
    public double Edge(int bin) => bin * Width + Minimum;
}
