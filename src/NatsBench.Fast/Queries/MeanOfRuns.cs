namespace NatsBench.Fast.Queries;

/// <summary>
/// The mean of one quantity over runs, by the official arithmetic: a sum from left to right that begins with zero, divided by the
/// count; <c>None</c> when the first run's is, refused when only a later one's is.
/// </summary>
internal struct MeanOfRuns
{
    private double _sum;
    private int _count;
    private bool _beginsWithNone;
    private bool _hasLaterNone;

    /// <summary>Takes the next run's quantity.</summary>
    public void Add(double? value)
    {
        if (_count++ == 0)
            _beginsWithNone = value is null;
        else
            _hasLaterNone |= value is null;
        _sum += value ?? 0;
    }

    /// <summary>True when the mean is refused.</summary>
    public readonly bool IsRefused => !_beginsWithNone && _hasLaterNone;

    /// <summary>The mean of a quantity that is not refused.</summary>
    public readonly double? Value => _beginsWithNone ? null : _sum / _count;
}
