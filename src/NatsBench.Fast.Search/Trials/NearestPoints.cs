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
        Nearness nearness = Nearness.None;
        for (int i = int.Max(0, before - 2); i < int.Min(points.Length, before + 2); i++)
            nearness.Add(i, points[i].Clock - seconds);
        return nearness.Points;
    }

    /// <summary>Finds them among the last two before the time and the first two that are not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static NearestPoints Of(ReadOnlySpan<ClockedIncumbent> marks, double seconds)
    {
        Nearness nearness = Nearness.None;
        for (int i = 0; i < marks.Length; i++)
            nearness.Add(i, marks[i].Clock - seconds);
        return nearness.Points;
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

    // The two nearest of the points so far.
    private struct Nearness
    {
        private int _nearest;
        private int _second;
        private double _leastDistance;
        private double _secondDistance;

        public static Nearness None
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => new() { _nearest = -1, _second = -1, _leastDistance = double.PositiveInfinity, _secondDistance = double.PositiveInfinity };
        }

        public readonly NearestPoints Points => new(_nearest, _second);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int point, double difference)
        {
            double distance = Math.Abs(difference);
            if (_nearest < 0 || distance < _leastDistance)
            {
                (_second, _secondDistance) = (_nearest, _leastDistance);
                (_nearest, _leastDistance) = (point, distance);
            }
            else if (_second < 0 || distance < _secondDistance)
            {
                (_second, _secondDistance) = (point, distance);
            }
        }
    }
}
