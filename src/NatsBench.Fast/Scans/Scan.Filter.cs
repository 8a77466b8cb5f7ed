using NatsBench.Fast.Scans.Kernels;

namespace NatsBench.Fast.Scans;

public static partial class Scan
{
    /// <summary>Selects the candidates whose value lies between bounds.</summary>
    /// <param name="values">The column; an absent value (NaN) is never selected.</param>
    /// <param name="minimum">The least that is selected, in the column's unit; -infinity for no bound.</param>
    /// <param name="maximum">The greatest that is selected, in the column's unit; +infinity for no bound.</param>
    /// <param name="bitmap">Where to: <see cref="Selection.WordCount"/> words, all of them written; bits past the last candidate are 0.</param>
    /// <returns>How many are selected.</returns>
    /// <exception cref="ArgumentException">The bitmap has another length, or a bound is NaN.</exception>
    public static int Filter(ReadOnlySpan<double> values, double minimum, double maximum, Span<ulong> bitmap) =>
        Filter(values, minimum, maximum, bitmap, narrow: false);

    /// <summary>Narrows a selection to the candidates whose value also lies between bounds: the conjunction of filters.</summary>
    /// <param name="values">The column; an absent value (NaN) is never selected.</param>
    /// <param name="minimum">The least that stays, in the column's unit; -infinity for no bound.</param>
    /// <param name="maximum">The greatest that stays, in the column's unit; +infinity for no bound.</param>
    /// <param name="bitmap">The selection, <see cref="Selection.WordCount"/> words.</param>
    /// <returns>How many are still selected.</returns>
    /// <exception cref="ArgumentException">The bitmap has another length, or a bound is NaN.</exception>
    public static int Narrow(ReadOnlySpan<double> values, double minimum, double maximum, Span<ulong> bitmap) =>
        Filter(values, minimum, maximum, bitmap, narrow: true);

    private static int Filter(ReadOnlySpan<double> values, double minimum, double maximum, Span<ulong> bitmap, bool narrow)
    {
        if (double.IsNaN(minimum) || double.IsNaN(maximum))
            throw new ArgumentException("a bound must be a number; nothing is at most NaN");
        if (bitmap.Length != Selection.WordCount(values.Length))
            throw new ArgumentException($"{values.Length} candidates take {Selection.WordCount(values.Length)} words, not {bitmap.Length}");
        return Widest.Run<FilterKernel, RangeQuestion, int>(new RangeQuestion(values, minimum, maximum, bitmap, narrow));
    }
}
