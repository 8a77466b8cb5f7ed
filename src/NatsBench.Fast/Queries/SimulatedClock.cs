namespace NatsBench.Fast.Queries;

/// <summary>
/// Seconds that a simulated search has spent (the official <c>used_time</c>). It belongs to one run and travels with
/// it, so searches beside one another do not share time. Not thread-safe.
/// </summary>
public sealed class SimulatedClock
{
    /// <summary>Seconds so far.</summary>
    public double Seconds { get; private set; }

    /// <summary>Adds the cost of a training.</summary>
    /// <param name="seconds">Its cost.</param>
    public void Advance(double seconds) => Seconds += seconds;

    /// <summary>Back to zero (the official <c>reset_time</c>).</summary>
    public void Reset() => Seconds = 0;
}
