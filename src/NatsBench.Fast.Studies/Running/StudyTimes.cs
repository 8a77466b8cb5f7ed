using System.Diagnostics;

namespace NatsBench.Fast.Studies.Running;

/// <summary>How long each experiment of a study took: from the beginning of its first part to the end of its last. Thread-safe.</summary>
/// <param name="experiments">How many experiments.</param>
public sealed class StudyTimes(int experiments)
{
    private readonly Lock _lock = new();
    private readonly (long Began, long Ended)[] _spans = new (long, long)[experiments];

    /// <summary>Seconds on the wall; null where no part was run.</summary>
    /// <param name="experiment">The experiment's number.</param>
    public double? Seconds(int experiment) => _spans[experiment] is { Ended: > 0 } span ? Stopwatch.GetElapsedTime(span.Began, span.Ended).TotalSeconds : null;

    internal void Took(int experiment, long began, long ended)
    {
        lock (_lock)
        {
            (long first, long last) = _spans[experiment];
            _spans[experiment] = (last == 0 ? began : long.Min(first, began), long.Max(last, ended));
        }
    }
}
