namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// Counts of equal-width bins; the answer is how many values were counted. Not for vectors: each value adds to a bin of its own.
/// </summary>
internal readonly struct HistogramKernel : IPlainKernel<HistogramQuestion, int>
{
    public static int Twin(in HistogramQuestion question)
    {
        question.Bins.Clear();
        int counted = 0;
        foreach (double value in question.Values)
        {
            if (!(value >= question.Minimum && value <= question.Maximum))
                continue;
            int bin = question.Bins.Length - 1;
            while (value < question.Edge(bin))
                bin--;
            question.Bins[bin]++;
            counted++;
        }
        return counted;
    }

    public static int Run(in HistogramQuestion question)
    {
        Span<int> bins = question.Bins;
        bins.Clear();
        double minimum = question.Minimum;
        double maximum = question.Maximum;
        double width = question.Width;
        double perWidth = bins.Length / (maximum - minimum);
        int last = bins.Length - 1;
        int counted = 0;
        foreach (double value in question.Values)
        {
            if (!(value >= minimum && value <= maximum))
                continue;
            // Rounding may put a value beside its bin; the edges decide.
            int bin = int.Min((int)((value - minimum) * perWidth), last);
            while (value < bin * width + minimum)
                bin--;
            while (bin < last && value >= (bin + 1) * width + minimum)
                bin++;
            bins[bin]++;
            counted++;
        }
        return counted;
    }
}
