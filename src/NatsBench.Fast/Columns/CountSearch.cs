using System.Numerics;

namespace NatsBench.Fast.Columns;

/// <summary>Finds the counts behind a <see cref="BatchedMean"/>.</summary>
internal readonly struct CountSearch : IImageTest
{
    private const double Tolerance = 1e-4;

    private readonly BatchedMean _mean;
    private readonly double[] _traces;
    private readonly int[] _ofLast;

    public CountSearch(int images)
    {
        _mean = new(images);
        // Which trace each count of the last batch leaves, in ascending order of traces; of equal ones the smaller count first.
        (double Trace, int OfLast)[] traces = new (double, int)[_mean.LastSize + 1];
        for (int ofLast = 0; ofLast < traces.Length; ofLast++)
            traces[ofLast] = ((double)(ofLast * _mean.LastShare) * _mean.LastSize - 100.0 * ofLast, ofLast);
        Array.Sort(traces);
        (_traces, _ofLast) = ([.. traces.Select(pair => pair.Trace)], [.. traces.Select(pair => pair.OfLast)]);
    }

    /// <summary>Whether a percentage is about a count of that many images.</summary>
    public static bool Fits(double percent, int images)
    {
        double count = percent * images / 100;
        return Math.Abs(count - Math.Round(count)) < Tolerance && count >= 0 && count <= images;
    }

    /// <inheritdoc/>
    public static int SkipTo(double one, double other, int images, int limit)
    {
        Vector<double> first = new(one / 100), second = new(other / 100);
        for (; images < limit; images += Vector<double>.Count)
        {
            Vector<double> candidates = Vector.CreateSequence<double>(images, 1);
            if (Vector.LessThanAny(Vector.MinNumber(Distance(candidates * first), Distance(candidates * second)), new(2 * Tolerance)))
                return images;
        }
        return limit;
    }

    /// <summary>Finds counts whose mean is the value to the last bit.</summary>
    public bool TryTake(double value, out int correct, out int ofLast)
    {
        (correct, ofLast) = (0, 0);
        if (!Fits(value, _mean.Images) || (value == 0 && double.IsNegative(value)))
            return false;
        correct = (int)Math.Round(value * _mean.Images / 100);
        if (_mean.Of(correct, 0) == value)
            return true;
        double trace = value * _mean.Images - 100.0 * correct;
        int nearest = FirstNotBelow(trace);
        // Rounding of the mean blurs the trace: the right one is among the neighbours.
        for (int distance = 0; distance <= 4; distance++)
        {
            if (IsRight(nearest + distance, value, correct, out ofLast) || IsRight(nearest - distance - 1, value, correct, out ofLast))
                return true;
        }
        ofLast = 0;
        return false;
    }

    private bool IsRight(int trace, double value, int correct, out int ofLast)
    {
        ofLast = (uint)trace < (uint)_ofLast.Length ? _ofLast[trace] : 0;
        return (uint)trace < (uint)_ofLast.Length && ofLast <= correct && _mean.Of(correct, ofLast) == value;
    }

    private int FirstNotBelow(double trace)
    {
        int first = 0;
        for (int count = _traces.Length; count > 0;)
        {
            int half = count >> 1;
            bool isBelow = _traces[first + half] < trace;
            first = isBelow ? first + half + 1 : first;
            count = isBelow ? count - half - 1 : half;
        }
        return first;
    }

    // Rounded otherwise than in the test itself, by far less than its tolerance.
    private static Vector<double> Distance(Vector<double> counts) => Vector.Abs(counts - Vector.Round(counts));
}
