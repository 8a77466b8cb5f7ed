using System.Runtime.InteropServices;
using NatsBench.Fast.Search.Trials;
using NatsBench.Fast.Studies.Definition;

namespace NatsBench.Fast.Studies.Running;

/// <summary>Which log points of a trial are kept. Used by one thread.</summary>
/// <param name="keeping">What the study keeps.</param>
/// <param name="budget">The budget.</param>
internal sealed class TraceSampling(TraceKeeping keeping, Budget budget)
{
    /// <summary>Even ticks of a curve (<c>draw-fig6.py</c>): 0, 1/150, … of the budget; the budget itself comes last.</summary>
    public const int Ticks = 150;

    private readonly List<int> _kept = [];

    /// <summary>True when no log point is kept, whatever the trial.</summary>
    public bool KeepsNone => keeping == TraceKeeping.None;

    /// <summary>The places of the kept points, ascending; valid until the next call.</summary>
    /// <param name="points">The log points of a trial.</param>
    /// <param name="front">The places of its front, which curves keep as well.</param>
    public ReadOnlySpan<int> Keep(ReadOnlySpan<LogPoint> points, ReadOnlySpan<int> front)
    {
        _kept.Clear();
        if (keeping == TraceKeeping.All)
            for (int step = 0; step < points.Length; step++)
                _kept.Add(step);
        if (keeping == TraceKeeping.Curve)
        {
            KeepCurve(points);
            foreach (int step in front)
                Keep(step);
        }
        return CollectionsMarshal.AsSpan(_kept);
    }

    private void KeepCurve(ReadOnlySpan<LogPoint> points)
    {
        int before = 0;
        for (int tick = 0; tick <= Ticks; tick++)
        {
            double share = (double)tick / Ticks;
            if (budget.Seconds is { } seconds)
            {
                double time = share * seconds;
                // Ticks ascend, and so do the points before them.
                while (before < points.Length && points[before].Clock < time)
                    before++;
                NearestPoints nearest = NearestPoints.Of(points, time, before);
                Keep(nearest.Nearest);
                Keep(nearest.Second);
                Keep(LastInTime(points, time, before));
            }
            else
            {
                Keep(int.Min((int)(share * budget.Evaluations!.Value), points.Length) - 1);
            }
        }
        Keep(points.Length - 1);
    }

    private static int LastInTime(ReadOnlySpan<LogPoint> points, double time, int before)
    {
        int count = before;
        while (count < points.Length && points[count].Clock == time)
            count++;
        return count - 1;
    }

    private void Keep(int step)
    {
        if (step < 0)
            return;
        // Ticks ascend, so a point of theirs is new, or among the last few.
        int at = _kept.Count;
        while (at > 0 && _kept[at - 1] > step)
            at--;
        if (at == 0 || _kept[at - 1] != step)
            _kept.Insert(at, step);
    }
}
