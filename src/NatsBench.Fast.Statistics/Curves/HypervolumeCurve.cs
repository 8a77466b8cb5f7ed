using NatsBench.Fast.Scans;

namespace NatsBench.Fast.Statistics.Curves;

/// <summary>The hypervolume of what a trial has found so far; the volume itself is the core's <see cref="Scan"/>.</summary>
public static class HypervolumeCurve
{
    /// <summary>The hypervolume after each evaluation: of all points up to it.</summary>
    /// <param name="losses">All objectives of the first point, then those of the second, and so on, each to be minimised: turn the sign of what is to be maximised.</param>
    /// <param name="reference">The reference point, finite, its signs turned as those of the points; it says how many objectives a point has.</param>
    /// <returns>For each point the volume, not descending; one with an absent value (NaN) contributes nothing.</returns>
    /// <exception cref="ArgumentException">The reference is empty or not finite, or the losses are no whole number of points.</exception>
    public static double[] Of(ReadOnlySpan<double> losses, ReadOnlySpan<double> reference)
    {
        double volume = Scan.Hypervolume([], reference);
        int objectives = reference.Length;
        if (losses.Length % objectives != 0)
            throw new ArgumentException($"{losses.Length} losses are no whole number of points of {objectives} objectives", nameof(losses));
        double[] volumes = new double[losses.Length / objectives];
        double[] front = new double[losses.Length];
        int kept = 0;
        for (int i = 0; i < volumes.Length; i++)
        {
            ReadOnlySpan<double> point = losses.Slice(i * objectives, objectives);
            if (!IsCovered(point, front.AsSpan(0, kept)))
            {
                // What it covers goes.
                int place = 0;
                for (int other = 0; other < kept; other += objectives)
                    if (!IsCovered(front.AsSpan(other, objectives), point))
                    {
                        front.AsSpan(other, objectives).CopyTo(front.AsSpan(place));
                        place += objectives;
                    }
                point.CopyTo(front.AsSpan(place));
                kept = place + objectives;
                volume = Scan.Hypervolume(front.AsSpan(0, kept), reference);
            }
            volumes[i] = volume;
        }
        return volumes;
    }

    // Whether one of the points is at least as good in every objective.
    private static bool IsCovered(ReadOnlySpan<double> point, ReadOnlySpan<double> points)
    {
        for (; points.Length > 0; points = points[point.Length..])
        {
            int objective = 0;
            while (objective < point.Length && points[objective] <= point[objective])
                objective++;
            if (objective == point.Length)
                return true;
        }
        return false;
    }
}
