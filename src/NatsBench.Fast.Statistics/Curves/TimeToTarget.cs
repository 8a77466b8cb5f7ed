using NatsBench.Fast.Statistics.Samples;

namespace NatsBench.Fast.Statistics.Curves;

/// <summary>How long trials take to reach a target, those that do not included.</summary>
/// <param name="Trials">How many trials there are.</param>
/// <param name="Reached">How many reach it.</param>
/// <param name="Median">The median time; a trial that does not reach it counts as infinite, and so the median may be.</param>
/// <param name="Expected">
/// The expected running time with restarts (Hansen et al., COCO): the time of all trials, those that fail until their end, over the number that
/// reach it; infinite where none does.
/// </param>
public readonly record struct TimeToTarget(int Trials, int Reached, double Median, double Expected)
{
    /// <summary>When a trial first is as good as the target: its curve is a step function, from each time on the score there.</summary>
    /// <param name="times">Ascending times, finite.</param>
    /// <param name="scores">The score from each time on, greater is better; not NaN.</param>
    /// <param name="target">The target.</param>
    /// <returns>The time; infinite where it never is.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a number is NaN, or times descend.</exception>
    public static double Of(ReadOnlySpan<double> times, ReadOnlySpan<double> scores, double target)
    {
        Require.EquallyLong(times.Length, scores.Length, nameof(scores));
        Require.Finite(times, nameof(times));
        Require.Ordered(scores, nameof(scores));
        for (int i = 1; i < times.Length; i++)
            if (times[i] < times[i - 1])
                throw new ArgumentException($"time {i} is before the one before it", nameof(times));
        for (int i = 0; i < scores.Length; i++)
            if (scores[i] >= target)
                return times[i];
        return double.PositiveInfinity;
    }

    /// <summary>Sums up trials.</summary>
    /// <param name="reached">When each trial reaches the target (<see cref="Of"/>); infinite where it does not.</param>
    /// <param name="ends">When each trial ends, finite.</param>
    /// <exception cref="ArgumentException">There is no trial, the lengths differ, a number is NaN, or a trial reaches the target after its end.</exception>
    public static TimeToTarget Summarize(ReadOnlySpan<double> reached, ReadOnlySpan<double> ends)
    {
        Require.EquallyLong(reached.Length, ends.Length, nameof(ends));
        Require.Ordered(reached, nameof(reached));
        Require.Finite(ends, nameof(ends));
        double spent = 0;
        int count = 0;
        for (int i = 0; i < reached.Length; i++)
        {
            bool isReached = reached[i] <= ends[i];
            if (!isReached && !double.IsPositiveInfinity(reached[i]))
                throw new ArgumentException($"trial {i} reaches the target at {reached[i]}, after its end at {ends[i]}", nameof(reached));
            spent += isReached ? reached[i] : ends[i];
            count += isReached ? 1 : 0;
        }
        double[] ordered = reached.ToArray();
        Array.Sort(ordered);
        return new TimeToTarget(ordered.Length, count, (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2, spent / count);
    }
}
