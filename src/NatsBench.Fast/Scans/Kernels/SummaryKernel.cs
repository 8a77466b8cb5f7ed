using System.Runtime.InteropServices;

namespace NatsBench.Fast.Scans.Kernels;

/// <summary>
/// Count, extremes, mean and variance. Sums are sixteen partial sums, value i in the one of i modulo 16, added up from the first: so
/// they have the same bits at every width. The variance takes a second pass over differences from the mean.
/// </summary>
internal readonly struct SummaryKernel : IVectorKernel<ReadOnlySpan<double>, ColumnSummary>
{
    private const int Partials = 16;

    // A power of two, so that dividing by it rounds nothing but what is too small to count, and more than there can be values.
    private const double Unit = 1UL << 32;

    public static ColumnSummary Twin(in ReadOnlySpan<double> values)
    {
        Span<double> sums = stackalloc double[Partials];
        double least = double.PositiveInfinity;
        double greatest = double.NegativeInfinity;
        int count = AddUp(values, 0, sums, ref least, ref greatest);
        if (count == 0)
            return ColumnSummary.Empty;
        double mean = Mean(values, Total(sums), count, least, greatest);
        sums.Clear();
        AddSquares(values, 0, mean, sums);
        return Summary(count, least, greatest, mean, Total(sums));
    }

    public static ColumnSummary Run<TLanes>(in ReadOnlySpan<double> values) where TLanes : struct, ILanes<TLanes>
    {
        Span<double> sums = stackalloc double[Partials];
        int whole = values.Length / Partials * Partials;
        int count = AddUp<TLanes>(values[..whole], sums, out double least, out double greatest);
        count += AddUp(values, whole, sums, ref least, ref greatest);
        if (count == 0)
            return ColumnSummary.Empty;
        double mean = Mean(values, Total(sums), count, least, greatest);
        AddSquares<TLanes>(values[..whole], mean, sums);
        AddSquares(values, whole, mean, sums);
        return Summary(count, least, greatest, mean, Total(sums));
    }

    // Narrow lanes go over the values as often as it takes them to fill all partial sums.
    private static int AddUp<TLanes>(ReadOnlySpan<double> values, Span<double> sums, out double least, out double greatest)
        where TLanes : struct, ILanes<TLanes>
    {
        ref double start = ref MemoryMarshal.GetReference(values);
        TLanes minima = TLanes.Of(double.PositiveInfinity);
        TLanes maxima = TLanes.Of(double.NegativeInfinity);
        int count = 0;
        for (int partial = 0; partial < Partials; partial += TLanes.Count)
        {
            TLanes sum = TLanes.Of(0);
            for (nuint i = (nuint)partial; i < (nuint)values.Length; i += Partials)
            {
                TLanes value = TLanes.Load(in start, i);
                sum += TLanes.OrZero(value);
                minima = TLanes.Lesser(value, minima);
                maxima = TLanes.Greater(value, maxima);
                count += (int)uint.PopCount(TLanes.EqualBits(value, value));
            }
            TLanes.Store(sum, sums[partial..]);
        }
        least = TLanes.Least(minima);
        greatest = TLanes.Greatest(maxima);
        return count;
    }

    private static int AddUp(ReadOnlySpan<double> values, int from, Span<double> sums, ref double least, ref double greatest)
    {
        int count = 0;
        for (int i = from; i < values.Length; i++)
        {
            double value = values[i];
            if (double.IsNaN(value))
                continue;
            sums[i % Partials] += value;
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
            count++;
        }
        return count;
    }

    private static void AddSquares<TLanes>(ReadOnlySpan<double> values, double mean, Span<double> sums) where TLanes : struct, ILanes<TLanes>
    {
        ref double start = ref MemoryMarshal.GetReference(values);
        TLanes means = TLanes.Of(mean);
        for (int partial = 0; partial < Partials; partial += TLanes.Count)
        {
            TLanes sum = TLanes.Of(0);
            for (nuint i = (nuint)partial; i < (nuint)values.Length; i += Partials)
            {
                TLanes difference = TLanes.OrZero(TLanes.Load(in start, i) - means);
                sum += difference * difference;
            }
            TLanes.Store(sum, sums[partial..]);
        }
    }

    private static void AddSquares(ReadOnlySpan<double> values, int from, double mean, Span<double> sums)
    {
        for (int i = from; i < values.Length; i++)
        {
            double difference = values[i] - mean;
            if (!double.IsNaN(difference))
                sums[i % Partials] += difference * difference;
        }
    }

    private static double Total(ReadOnlySpan<double> sums)
    {
        double total = 0;
        foreach (double sum in sums)
            total += sum;
        return total;
    }

    // Rounding may carry a mean past the extremes: then a constant column would seem to vary. A sum beyond all doubles is added up again
    // in smaller units, of which no number of values has too many.
    private static double Mean(ReadOnlySpan<double> values, double sum, int count, double least, double greatest)
    {
        if (!double.IsFinite(least) || !double.IsFinite(greatest))
            return sum / count;
        double mean = double.IsFinite(sum) ? sum / count : Total(ScaledSums(values, stackalloc double[Partials])) / count * Unit;
        return double.Clamp(mean, least, greatest);
    }

    private static Span<double> ScaledSums(ReadOnlySpan<double> values, Span<double> sums)
    {
        sums.Clear();
        for (int i = 0; i < values.Length; i++)
            if (!double.IsNaN(values[i]))
                sums[i % Partials] += values[i] / Unit;
        return sums;
    }

    private static ColumnSummary Summary(int count, double least, double greatest, double mean, double squares)
    {
        // Which of the zeros is met first is no property of the column: adding 0 makes -0 positive.
        double squareSum = double.IsFinite(mean) ? squares : double.NaN;
        return new ColumnSummary(count, least + 0.0, greatest + 0.0, mean + 0.0, squareSum);
    }
}
