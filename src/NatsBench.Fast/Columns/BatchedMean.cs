namespace NatsBench.Fast.Columns;

/// <summary>
/// How the original training code averages accuracies: each batch's percentage is a float32, <c>correct · (100 / size)</c>, weighted
/// with its size and added in double precision. Whole batches of 256 come out exact, so only the last, shorter one leaves a trace.
/// </summary>
internal readonly struct BatchedMean
{
    private const int BatchSize = 256;
    /// <summary>How near to an integer a count is.</summary>
    public const double Tolerance = 1e-4;


    private readonly int _images;
    private readonly int _lastSize;
    private readonly float _lastShare;
    private readonly double[] _traces;
    private readonly int[] _ofLast;

    public BatchedMean(int images)
    {
        _images = images;
        _lastSize = images % BatchSize is > 0 and var rest ? rest : BatchSize;
        _lastShare = (float)(100.0 / _lastSize);
        // Which trace each count of the last batch leaves, in ascending order of traces; of equal ones the smaller count first.
        (double Trace, int OfLast)[] traces = new (double, int)[_lastSize + 1];
        for (int ofLast = 0; ofLast < traces.Length; ofLast++)
            traces[ofLast] = ((double)(ofLast * _lastShare) * _lastSize - 100.0 * ofLast, ofLast);
        Array.Sort(traces);
        (_traces, _ofLast) = ([.. traces.Select(pair => pair.Trace)], [.. traces.Select(pair => pair.OfLast)]);
    }

    /// <summary>The mean in percent when <paramref name="correct"/> images are, <paramref name="ofLast"/> of them in the last batch.</summary>
    public double Of(long correct, long ofLast) =>
        (100.0 * (correct - ofLast) + (double)(ofLast * _lastShare) * _lastSize) / _images;

    /// <summary>Whether a percentage is about a count of that many images.</summary>
    public static bool IsNearCount(double percent, int images)
    {
        double count = percent * images / 100;
        return Math.Abs(count - Math.Round(count)) < Tolerance && count >= 0 && count <= images;
    }

    /// <summary>Finds counts whose mean is the value to the last bit.</summary>
    public bool TryTake(double value, out int correct, out int ofLast)
    {
        (correct, ofLast) = (0, 0);
        if (!IsNearCount(value, _images) || (value == 0 && double.IsNegative(value)))
            return false;
        correct = (int)Math.Round(value * _images / 100);
        if (Of(correct, 0) == value)
            return true;
        double trace = value * _images - 100.0 * correct;
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
        return (uint)trace < (uint)_ofLast.Length && ofLast <= correct && Of(correct, ofLast) == value;
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
}
