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
        int nearest = -1, second = -1;
        for (int i = int.Max(0, before - 2); i < int.Min(points.Length, before + 2); i++)
        {
            double distance = Distance(points[i], seconds);
            if (nearest < 0 || distance < Distance(points[nearest], seconds))
                (nearest, second) = (i, nearest);
            else if (second < 0 || distance < Distance(points[second], seconds))
                second = i;
        }
        return new NearestPoints(nearest, second);
    }

    /// <summary>True when no later point can be nearer than the two found so far.</summary>
    /// <param name="points">Points whose clock ascends.</param>
    /// <param name="seconds">The time that they are to be near.</param>
    public static bool AreKnown(ReadOnlySpan<LogPoint> points, double seconds)
    {
        if (points.IsEmpty || points[^1].Clock < seconds)
            return false;
        NearestPoints found = Of(points, seconds);
        return found.Second >= 0 && Distance(points[found.Second], seconds) <= points[^1].Clock - seconds;
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

    /// <summary>The accuracy at the budget: on the line through both points, which may lie on one side of it.</summary>
    /// <param name="points">The points they were found among.</param>
    /// <param name="seconds">The budget.</param>
    /// <param name="accuracyOf">The reported accuracy of each architecture, percent.</param>
    public double Interpolate(ReadOnlySpan<LogPoint> points, double seconds, ReadOnlySpan<double> accuracyOf)
    {
        double near = accuracyOf[points[Nearest].Incumbent];
        if (Second < 0)
            return near;
        (double a, double b) = (points[Nearest].Clock, points[Second].Clock);
        // Two points at one time have no line through them; the original divides by zero.
        return a == b ? near : ((b - seconds) * near + (seconds - a) * accuracyOf[points[Second].Incumbent]) / (b - a);
    }

    private static double Distance(in LogPoint point, double seconds) => Math.Abs(point.Clock - seconds);
}
