using NatsBench.Fast.Reports.Runs;

namespace NatsBench.Fast.Reports.Comparing;

/// <summary>Where curves over a budget have their values: 150 even steps, as the paper draws curves and studies keep log points.</summary>
internal static class CurvePlaces
{
    private const int Ticks = 150;

    /// <summary>The places of a task.</summary>
    /// <param name="task">The task; without a budget the longest trace ends the axis.</param>
    /// <param name="traces">The traces of all trials.</param>
    /// <param name="axis">What the curves run over.</param>
    /// <param name="fromZero">Whether the first place is the beginning itself.</param>
    public static double[] Of(ComparedTask task, IEnumerable<RunTrace> traces, CurveAxis axis, bool fromZero)
    {
        if (axis == CurveAxis.Seconds)
        {
            double end = task.Budget?.Seconds ?? traces.Max(trace => trace.Clock[^1]);
            return [.. Enumerable.Range(0, Ticks + 1).Skip(fromZero ? 0 : 1).Select(tick => (double)tick / Ticks * end)];
        }
        int last = task.Budget?.Evaluations ?? traces.Max(trace => trace.Step[^1] + 1);
        // The very places at which studies keep log points.
        return [.. Enumerable.Range(1, Ticks).Select(tick => (double)(int)((double)tick / Ticks * last)).Where(place => place >= 1).Distinct()];
    }
}
