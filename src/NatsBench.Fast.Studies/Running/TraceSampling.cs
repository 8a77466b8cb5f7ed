using System.Numerics;
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

    private const int BitsOfMark = 64;

    // A bit for each log point.
    private ulong[] _marks = [];
    private int[] _kept = [];

    /// <summary>True when no log point is kept, whatever the trial.</summary>
    public bool KeepsNone => keeping == TraceKeeping.None;

    /// <summary>The places of the kept points, ascending; valid until the next call.</summary>
    /// <param name="points">The log points of a trial.</param>
    /// <param name="front">The places of its front, which curves keep as well.</param>
    public ReadOnlySpan<int> Keep(ReadOnlySpan<LogPoint> points, ReadOnlySpan<int> front)
    {
        if (keeping == TraceKeeping.None)
            return [];
        int words = (points.Length + BitsOfMark - 1) / BitsOfMark;
        if (_marks.Length < words)
            (_marks, _kept) = (new ulong[2 * words], new int[2 * words * BitsOfMark]);
        if (keeping == TraceKeeping.All)
        {
            for (int step = 0; step < points.Length; step++)
                _kept[step] = step;
            return _kept.AsSpan(0, points.Length);
        }
        Span<ulong> marks = _marks.AsSpan(0, words);
        marks.Clear();
        MarkCurve(points, marks);
        foreach (int step in front)
            Mark(marks, step);
        return _kept.AsSpan(0, Take(marks, _kept));
    }

    private void MarkCurve(ReadOnlySpan<LogPoint> points, Span<ulong> marks)
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
                Mark(marks, nearest.Nearest);
                Mark(marks, nearest.Second);
                Mark(marks, LastInTime(points, time, before));
            }
            else
            {
                Mark(marks, int.Min((int)(share * budget.Evaluations!.Value), points.Length) - 1);
            }
        }
        Mark(marks, points.Length - 1);
    }

    private static int LastInTime(ReadOnlySpan<LogPoint> points, double time, int before)
    {
        int count = before;
        while (count < points.Length && points[count].Clock == time)
            count++;
        return count - 1;
    }

    // Where there is such a point.
    private static void Mark(Span<ulong> marks, int step)
    {
        if (step >= 0)
            marks[step / BitsOfMark] |= 1UL << step;
    }

    private static int Take(ReadOnlySpan<ulong> marks, Span<int> kept)
    {
        int count = 0;
        for (int word = 0; word < marks.Length; word++)
            for (ulong left = marks[word]; left != 0; left &= left - 1)
                kept[count++] = (word * BitsOfMark) + BitOperations.TrailingZeroCount(left);
        return count;
    }
}
