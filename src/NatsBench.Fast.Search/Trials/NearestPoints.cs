using System.Runtime.CompilerServices;
namespace NatsBench.Fast.Search.Trials;

/// <summary>
/// The two log points nearest to a budget, between which the paper's tables interpolate (<c>draw-table.py</c>): all points sorted by their
/// distance, the earlier of equals first.
/// </summary>
/// <param name="Nearest">Position of the nearest.</param>
/// <param name="Second">Position of the second nearest; -1 where there is only one point.</param>
public readonly record struct NearestPoints(int Nearest, int Second)
{
    /// <summary>Finds them.</summary>
    /// <param name="points">Points whose clock ascends; at least one.</param>
    /// <param name="seconds">The time that they are to be near.</param>
    public static NearestPoints Of(ReadOnlySpan<LogPoint> points, double seconds) => Of(points, seconds, CountBefore(points, seconds));

    /// <summary>Finds them where it is known how many points lie before the time.</summary>
    /// <param name="points">Points whose clock ascends; at least one.</param>
    /// <param name="seconds">The time that they are to be near.</param>
    /// <param name="before"><see cref="CountBefore"/>.</param>
    public static NearestPoints Of(ReadOnlySpan<LogPoint> points, double seconds, int before)
    {
        int first = int.Max(0, before - 2), count = int.Min(points.Length, before + 2) - first;
        Span<ClockedIncumbent> marks = stackalloc ClockedIncumbent[4];
        for (int i = 0; i < count; i++)
            marks[i] = new ClockedIncumbent(points[first + i].Clock, points[first + i].Incumbent);
        NearestPoints found = Of(marks[..count], seconds);
        return new NearestPoints(first + found.Nearest, found.Second < 0 ? -1 : first + found.Second);
    }

    /// <summary>Finds them among the last two before the time and the first two that are not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static NearestPoints Of(ReadOnlySpan<ClockedIncumbent> marks, double seconds)
    {
        int nearest = -1, second = -1;
        for (int i = 0; i < marks.Length; i++)
        {
            double distance = Math.Abs(marks[i].Clock - seconds);
            if (nearest < 0 || distance < Math.Abs(marks[nearest].Clock - seconds))
                (nearest, second) = (i, nearest);
            else if (second < 0 || distance < Math.Abs(marks[second].Clock - seconds))
                second = i;
        }
        return new NearestPoints(nearest, second);
    }

    /// <summary>True when no later point can be nearer than the two found so far.</summary>
    /// <param name="points">Points whose clock ascends.</param>
    /// <param name="seconds">The time that they are to be near.</param>
    public static bool AreKnown(ReadOnlySpan<LogPoint> points, double seconds)
    {
        BudgetMarks marks = new(Budget.OfSeconds(seconds));
        foreach (ref readonly LogPoint point in points)
            marks.Add(point.Clock, point.Incumbent);
        return marks.NearestAreKnown();
    }

    /// <summary>How many points lie before a time.</summary>
    /// <param name="points">Points whose clock ascends.</param>
    /// <param name="seconds">The time.</param>
    public static int CountBefore(ReadOnlySpan<LogPoint> points, double seconds)
    {
        (int low, int high) = (0, points.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (points[middle].Clock < seconds)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
