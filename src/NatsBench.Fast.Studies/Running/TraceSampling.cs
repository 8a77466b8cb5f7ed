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
        if (budget.Seconds is { } seconds)
            MarkTicks(points, marks, seconds);
        else
            for (int tick = 0; tick <= Ticks; tick++)
                Mark(marks, int.Min((int)((double)tick / Ticks * budget.Evaluations!.Value), points.Length) - 1);
        Mark(marks, points.Length - 1);
    }

    private static void MarkTicks(ReadOnlySpan<LogPoint> points, Span<ulong> marks, double seconds)
    {
        int before = 0;
        for (int tick = 0; tick <= Ticks; tick++)
        {
            double time = (double)tick / Ticks * seconds;
            // Ticks ascend, and so do the points before them.
            while (before < points.Length && points[before].Clock < time)
                before++;
            NearestPoints nearest = before >= 2 && before + 2 <= points.Length
                ? NearestBetween(points.Slice(before - 2, 4), time, before - 2)
                : NearestPoints.Of(points, time, before);
            Mark(marks, nearest.Nearest);
            Mark(marks, nearest.Second);
            Mark(marks, LastInTime(points, time, before));
        }
    }

    /// <summary>As <see cref="NearestPoints.Of(ReadOnlySpan{LogPoint}, double, int)"/> of two points before a time and two that are not: each two ascend, so that fewer are compared.</summary>
    /// <param name="points">The four.</param>
    /// <param name="time">The time.</param>
    /// <param name="first">Position of the first of them.</param>
    internal static NearestPoints NearestBetween(ReadOnlySpan<LogPoint> points, double time, int first)
    {
        double earlier = time - points[0].Clock, before = time - points[1].Clock, after = points[2].Clock - time, later = points[3].Clock - time;
        // The earlier of equals comes first.
        int nearer = earlier == before ? first : first + 1, farther = earlier == before ? first + 1 : first;
        return before <= after
            ? new(nearer, earlier <= after ? farther : first + 2)
            : new(first + 2, before <= later ? nearer : first + 3);
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
