using NatsBench.Fast.Scans;
using NatsBench.Fast.Search.Oracle;
using NatsBench.Fast.Search.Trials;

namespace NatsBench.Fast.Search.Fronts;

/// <summary>
/// The front of a trial, by what the search saw: of the longest trainings that ended in time, those that no other dominates in reward and costs.
/// Where none ended in time the first one counts, as of incumbents. Keeps its memory from trial to trial. Used by one thread.
/// </summary>
/// <param name="oracle">Tells the costs.</param>
public sealed class TrialFront(IOracle oracle)
{
    private readonly int _objectives = Losses.Count(oracle);
    private readonly HashSet<int> _architectures = [];
    private double[] _losses = [];
    private int[] _steps = [];
    private int[] _front = [];

    /// <summary>Finds the front of a trial.</summary>
    /// <param name="points">Its log points, at least one.</param>
    /// <param name="budget">Its budget.</param>
    /// <returns>
    /// The places of the front's log points, ascending; of those that are equal in architecture and reward the first. Valid until the next call.
    /// </returns>
    public ReadOnlySpan<int> Find(ReadOnlySpan<LogPoint> points, Budget budget)
    {
        points = points[..InTime(points, budget)];
        int longest = 0;
        foreach (ref readonly LogPoint point in points)
            longest = int.Max(longest, point.Epochs);
        if (_steps.Length < points.Length)
            (_losses, _steps, _front) = (new double[points.Length * _objectives], new int[points.Length], new int[points.Length]);
        int candidates = 0;
        for (int step = 0; step < points.Length; step++)
            if (points[step].Epochs == longest)
            {
                Losses.Write(oracle, points[step].Architecture, points[step].Reward, _losses.AsSpan(candidates * _objectives, _objectives));
                _steps[candidates++] = step;
            }
        int count = Scan.ParetoFront(_losses.AsSpan(0, candidates * _objectives), _objectives, _front), kept = 0;
        _architectures.Clear();
        foreach (int candidate in _front.AsSpan(0, count))
            if (_architectures.Add(points[_steps[candidate]].Architecture))
                _front[kept++] = _steps[candidate];
        return _front.AsSpan(0, kept);
    }

    private static int InTime(ReadOnlySpan<LogPoint> points, Budget budget)
    {
        int count = int.Min(budget.Evaluations ?? points.Length, points.Length);
        if (budget.Seconds is { } seconds)
            while (count > 1 && points[count - 1].Clock > seconds)
                count--;
        return count;
    }
}
