namespace NatsBench.Fast.Columns;

/// <summary>Finds the counts behind a <see cref="BatchedMean"/>.</summary>
internal readonly struct CountSearch
{
    private const double Tolerance = 1e-4;

    private readonly BatchedMean _mean;
    private readonly (double Trace, int OfLast)[] _traces;

    public CountSearch(int images)
    {
        _mean = new(images);
        // Which trace each count of the last batch leaves, in ascending order of traces.
        _traces = new (double, int)[_mean.LastSize + 1];
        for (int ofLast = 0; ofLast < _traces.Length; ofLast++)
            _traces[ofLast] = ((double)(ofLast * _mean.LastShare) * _mean.LastSize - 100.0 * ofLast, ofLast);
        Array.Sort(_traces);
    }

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
        if (!IsNearCount(value, _mean.Images) || (value == 0 && double.IsNegative(value)))
            return false;
        correct = (int)Math.Round(value * _mean.Images / 100);
        if (_mean.Of(correct, 0) == value)
            return true;
        double trace = value * _mean.Images - 100.0 * correct;
        int nearest = Array.BinarySearch(_traces, (trace, 0));
        nearest = nearest < 0 ? ~nearest : nearest;
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
        ofLast = (uint)trace < (uint)_traces.Length ? _traces[trace].OfLast : 0;
        return (uint)trace < (uint)_traces.Length && ofLast <= correct && _mean.Of(correct, ofLast) == value;
    }
}
